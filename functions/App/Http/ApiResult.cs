using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>An API response: JSON, or no body.</summary>
public sealed record ApiResult : IResult
{
    private ApiResult(int status, object? value)
    {
        Status = status;
        Value = value;
    }

    public int Status { get; private init; }

    public object? Value { get; }

    public string? Location { get; private init; }

    public string? ETag { get; private init; }

    public static ApiResult Ok(object value) => new(StatusCodes.Status200OK, value);

    public static ApiResult Created(string location, object value) => new(StatusCodes.Status201Created, value) { Location = location };

    /// <summary>The work has started; <paramref name="location"/> reports its progress.</summary>
    public static ApiResult Accepted(string location, object value) => new(StatusCodes.Status202Accepted, value) { Location = location };

    public static ApiResult NoContent() => new(StatusCodes.Status204NoContent, null);

    public ApiResult WithStatus(int status) => this with { Status = status };

    public ApiResult WithLocation(string location) => this with { Location = location };

    /// <param name="tag">The entity tag without quotes.</param>
    public ApiResult WithETag(string tag) => this with { ETag = $"\"{tag}\"" };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
            response.Headers.Location = Location;
        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
            response.Headers.CacheControl = "private, no-cache";
        }

        response.StatusCode = ETag is not null && request.IsCurrent(ETag) ? StatusCodes.Status304NotModified : Status;
        if (Value is null || response.StatusCode == StatusCodes.Status304NotModified)
            return;

        response.ContentType = "application/json; charset=utf-8";
        var body = JsonSerializer.SerializeToUtf8Bytes(Value, Value.GetType(), Json.Out);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
