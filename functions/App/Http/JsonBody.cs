using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AccessReview.App.Http;

/// <summary>Reads and checks the JSON body of a request.</summary>
public static class JsonBody
{
    /// <exception cref="ProblemException">The body has another type (415), is too large (413) or is not a valid <typeparamref name="T"/> (400).</exception>
    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!IsJson(request))
            throw Problems.UnsupportedType("application/json in UTF-8");

        var body = await request.ReadBodyAsync(cancellationToken);
        if (body.IsEmpty)
            throw Problems.BadRequest(Expected<T>("The body is empty."), "bad_json");

        try
        {
            JsonTokens.Check(body.Span);
            return JsonSerializer.Deserialize<T>(body.Span, Json.In) ?? throw Problems.BadRequest(Expected<T>("The body is null."), "bad_json");
        }
        catch (UnknownNameException wrong)
        {
            throw Problems.BadRequest($"Line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}: send one of {string.Join(", ", wrong.Names)}.", "bad_json");
        }
        catch (JsonException wrong)
        {
            throw Problems.BadRequest(Expected<T>($"The body is not valid: line {wrong.LineNumber + 1 ?? 1}, byte {wrong.BytePositionInLine + 1 ?? 1}."), "bad_json");
        }
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    // Names our own properties to help the caller. The parser's message would repeat what the caller sent.
    private static string Expected<T>(string wrong)
    {
        var info = Json.In.GetTypeInfo(typeof(T));
        return info.Kind == JsonTypeInfoKind.Object
            ? $"{wrong} Send one JSON object of {string.Join(", ", info.Properties.Select(property => property.IsRequired ? $"{property.Name} (required)" : property.Name))}."
            : wrong;
    }
}
