using System.Text;
using System.Text.Json;
using AccessReview.App.Http;

namespace AccessReview.App.Slack;

/// <summary>Reads what Slack sends: signed, and yet of Slack's making, so that nothing in it need be there.</summary>
internal static class SlackJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <exception cref="ProblemException">It is no JSON object, or holds a text that is none: 400.</exception>
    public static JsonElement Parse(string? text)
    {
        try
        {
            // JSON can spell half a surrogate pair, which would fail wherever it is first looked at.
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

    /// <summary>The first of a list, or null.</summary>
    public static JsonElement? First(JsonElement json, string list) =>
        json.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0 ? items[0] : null;
}
