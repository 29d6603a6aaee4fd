using AccessReview.App.Http;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The response headers that programs read.</summary>
internal static class ApiHeaders
{
    private const string ETag = "ETag";
    private const string Location = "Location";
    private const string RetryAfter = "Retry-After";
    private const string Challenge = "WWW-Authenticate";
    private const string Disposition = "Content-Disposition";

    public static void AddTo(OpenApiDocument document)
    {
        Add(document, RequestId.Header, "The id of this request. Quote it to your administrator.");
        Add(document, ETag, "The version of the response's content, in quotes. Send it as If-Match or If-None-Match.");
        Add(document, Location, "The path of what was created, or of the progress of what was started.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" });
        Add(document, RetryAfter, "The number of seconds to wait before the next attempt.", PlainSchemas.Whole());
        Add(document, Challenge, "`Bearer`: send an access token.");
        Add(document, ReplayedAnswer.Header, "`true`: this is the response of the first request with this Idempotency-Key.");
        Add(document, Disposition, "The name of the file to save.");
    }

    public static Dictionary<string, IOpenApiHeader> OfSuccess(HttpEndpoint endpoint, OpenApiDocument document)
    {
        List<string> names = [RequestId.Header];
        if (endpoint.Api is { HasETag: true } or { ChecksVersion: true })
            names.Add(ETag);
        if (endpoint.Api?.Status is 201 or 202)
            names.Add(Location);
        if (endpoint.Rules.IsIdempotent)
            names.Add(ReplayedAnswer.Header);
        if (endpoint.Api?.Content is "text/csv" or "application/zip")
            names.Add(Disposition);
        return Named(names, document);
    }

    public static Dictionary<string, IOpenApiHeader> OfProblem(int status, OpenApiDocument document) => Named(
        status switch
        {
            401 => [RequestId.Header, Challenge],
            429 or 503 => [RequestId.Header, RetryAfter],
            _ => [RequestId.Header],
        },
        document);

    private static Dictionary<string, IOpenApiHeader> Named(IEnumerable<string> names, OpenApiDocument document) =>
        names.ToDictionary(name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, document));

    private static void Add(OpenApiDocument document, string name, string description, OpenApiSchema? schema = null) =>
        document.AddComponent<IOpenApiHeader>(name, new OpenApiHeader { Description = description, Schema = schema ?? PlainSchemas.Text() });
}
