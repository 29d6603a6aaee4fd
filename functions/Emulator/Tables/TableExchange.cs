using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AccessReview.Emulator.Tables;

/// <summary>One request to the Table service and its response.</summary>
internal sealed class TableExchange
{
    private readonly HttpContext _context;

    public TableExchange(HttpContext context)
    {
        _context = context;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = query < 0 ? target : target[..query];
    }

    public HttpRequest Request => _context.Request;

    public HttpResponse Response => _context.Response;

    public string RawPath { get; }

    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>The account's URL as the client wrote it.</summary>
    public string Root => $"{Request.Scheme}://{Request.Host}/{DevelopmentAccount.Name}";

    public ODataMetadata Metadata => ODataMetadataChoice.Of(Request);

    public bool WantsNoContent => Request.Headers["Prefer"].ToString().Contains("return-no-content", StringComparison.OrdinalIgnoreCase);

    public string Method
    {
        get
        {
            // Clients behind proxies send MERGE as POST.
            var tunnelled = Request.Headers["X-HTTP-Method"].ToString();
            return (tunnelled.Length > 0 ? tunnelled : Request.Method).ToUpperInvariant();
        }
    }

    public string? Query(string name) => Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public async Task<byte[]> ReadBodyAsync()
    {
        if (Request.ContentLength is { } length)
        {
            if (length > TablesEndpoint.LargestBody)
                throw TableFaults.BodyTooLarge();
            var body = new byte[length];
            await Request.Body.ReadExactlyAsync(body, _context.RequestAborted);
            return body;
        }

        using var buffer = new MemoryStream();
        await Request.Body.CopyToAsync(buffer, _context.RequestAborted);
        return buffer.ToArray();
    }

    public void AnswerEmpty(int status) => Response.StatusCode = status;

    public async Task AnswerAsync(int status, Action<Utf8JsonWriter> write)
    {
        Response.StatusCode = status;
        Response.ContentType = ODataMetadataChoice.ContentType(Metadata);
        await using (var json = new Utf8JsonWriter(Response.BodyWriter, JsonAnswer.Form))
            write(json);
        await Response.BodyWriter.FlushAsync(_context.RequestAborted);
    }

    public async Task AnswerAsync(TableFault fault, DateTimeOffset now)
    {
        Response.StatusCode = fault.Status;
        Response.ContentType = ODataMetadataChoice.ContentType(Metadata);
        Response.Headers["x-ms-error-code"] = fault.Code;
        FaultWriter.Write(Response.BodyWriter, fault, RequestId, now);
        await Response.BodyWriter.FlushAsync(_context.RequestAborted);
    }
}
