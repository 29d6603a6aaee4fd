using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>A response as bytes, which can be sent again.</summary>
internal sealed record IdempotentAnswer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body) : IResult
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>
    /// Runs <paramref name="result"/> and captures its output instead of sending it.
    /// The output is complete even if the caller has disconnected, because the next attempt gets it.
    /// </summary>
    public static async Task<IdempotentAnswer> OfAsync(IResult result, HttpContext http)
    {
        var (response, caller, aborted) = (http.Response, http.Response.Body, http.RequestAborted);
        using var body = new MemoryStream();
        response.Body = body;
        http.RequestAborted = CancellationToken.None;
        try
        {
            await result.ExecuteAsync(http);
            return new IdempotentAnswer(response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, body.ToArray());
        }
        finally
        {
            response.Body = caller;
            http.RequestAborted = aborted;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (ContentType is not null)
            response.ContentType = ContentType;
        if (Location is not null)
            response.Headers.Location = Location;
        if (ETag is not null)
            response.Headers.ETag = ETag;
        if (Body.Length > 0)
        {
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
