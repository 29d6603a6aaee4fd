using System.Text.Json.Nodes;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Slack texts that are not about a task.</summary>
internal static class ChatText
{
    public static string Unknown => Say($"Your Slack account is not connected to Access Review yet. Ask an administrator to connect it, or use the browser.");

    /// <summary>A message that only the user who did something sees.</summary>
    public static JsonObject OnlyYou(string sentence) => new()
    {
        ["response_type"] = "ephemeral",
        ["replace_original"] = false,
        ["text"] = SlackText.Escape(sentence),
        ["blocks"] = new JsonArray(Block.Section(sentence)),
    };
}
