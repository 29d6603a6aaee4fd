using System.Text.Json.Nodes;

namespace AccessReview.App.Slack;

/// <summary>
/// The parts of Block Kit that are used. Every text is plain_text, which has no markup, without emoji,
/// and cut to Slack's limits: https://docs.slack.dev/reference/block-kit/blocks.
/// </summary>
internal static class Block
{
    private const int MaxText = 3000;
    private const int MaxFields = 10;

    public static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(text, 150) };

    public static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Plain(text, MaxText) };

    public static JsonObject Fields(IEnumerable<string> texts) =>
        new() { ["type"] = "section", ["fields"] = new JsonArray([.. texts.Take(MaxFields).Select(text => Plain(text, 2000))]) };

    public static JsonObject Context(string text) => new() { ["type"] = "context", ["elements"] = new JsonArray(Plain(text, MaxText)) };

    public static JsonObject Actions(IEnumerable<JsonObject> elements) => new() { ["type"] = "actions", ["elements"] = new JsonArray([.. elements]) };

    /// <param name="style">primary, danger, or null.</param>
    public static JsonObject Button(string label, string action, string value, string? style)
    {
        var button = new JsonObject { ["type"] = "button", ["text"] = Plain(label, 75), ["action_id"] = action, ["value"] = value };
        if (style is not null)
            button["style"] = style;
        return button;
    }

    public static JsonObject Link(string label, Uri address) =>
        new() { ["type"] = "button", ["text"] = Plain(label, 75), ["action_id"] = "open", ["url"] = address.AbsoluteUri };

    public static JsonObject Input(string name, string label, string? hint, bool isOptional, int max)
    {
        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = name,
            ["label"] = Plain(label, 2000),
            ["optional"] = isOptional,
            ["element"] = new JsonObject { ["type"] = "plain_text_input", ["action_id"] = name, ["multiline"] = true, ["max_length"] = max },
        };
        if (hint is not null)
            input["hint"] = Plain(hint, 2000);
        return input;
    }

    public static JsonObject Plain(string text, int max) => new() { ["type"] = "plain_text", ["text"] = SlackText.Cut(text, max), ["emoji"] = false };
}
