using System.Text;
using System.Text.Json;
using AccessReview.App.Http;

namespace AccessReview.App.Slack;

/// <summary>Reads JSON from Slack. It is signed, but no property is assumed to be present.</summary>
internal static class SlackJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <exception cref="ProblemException">It is not a JSON object, or contains invalid text: 400.</exception>
    public static JsonElement Parse(string? text)
    {
        try
        {
            // JSON can contain half a surrogate pair, which would fail later when it is read.
            JsonTokens.CheckTexts(Encoding.UTF8.GetBytes(text ?? ""), Options.MaxDepth);
            var json = JsonDocument.Parse(text ?? "", Options).RootElement;
            return json.ValueKind == JsonValueKind.Object ? json : throw Problems.BadRequest("Slack sends an object.", "bad_json");
        }
        catch (JsonException wrong)
        {
            var reason = wrong.InnerException is InvalidOperationException ? "A text holds a surrogate without its other half." : "Slack sends JSON.";
            throw Problems.BadRequest(reason, "bad_json");
        }
    }

    /// <summary>Returns the first item of a list, or null.</summary>
    public static JsonElement? First(JsonElement json, string list) =>
        json.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0 ? items[0] : null;
}
