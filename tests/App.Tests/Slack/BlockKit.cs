using System.Text.Json;

namespace AccessReview.App.Tests.Slack;

/// <summary>
/// What Slack refuses as invalid_blocks, for the parts we use. Numbers from https://docs.slack.dev/reference/block-kit/blocks,
/// …/block-elements, …/composition-objects/text-object and https://docs.slack.dev/reference/views/modal-views.
/// </summary>
internal sealed class BlockKit
{
    private readonly List<string> _complaints = [];
    private readonly HashSet<string> _actions = [];
    private readonly HashSet<string> _blocks = [];
    private bool _hasInput;

    private BlockKit()
    {
    }

    /// <summary>Empty: Slack would accept it.</summary>
    public static IReadOnlyList<string> OfMessage(JsonElement blocks)
    {
        var kit = new BlockKit();
        kit.CheckBlocks(blocks, 50, isModal: false);
        return kit._complaints;
    }

    public static IReadOnlyList<string> OfView(JsonElement view)
    {
        var kit = new BlockKit();
        kit.Expect(Text(view, "type") == "modal", "a view is a modal");
        kit.CheckText(view, "title", 24, plainOnly: true);
        kit.CheckBlocks(view.GetProperty("blocks"), 100, isModal: true);
        foreach (var label in new[] { "submit", "close" })
        {
            if (view.TryGetProperty(label, out _))
                kit.CheckText(view, label, 24, plainOnly: true);
        }

        kit.Expect(!kit._hasInput || view.TryGetProperty("submit", out _), "a modal with an input has a submit");
        kit.Expect((Text(view, "private_metadata")?.Length ?? 0) <= 3000, "private_metadata has at most 3000 characters");
        kit.Expect((Text(view, "callback_id")?.Length ?? 0) <= 255, "callback_id has at most 255 characters");
        return kit._complaints;
    }

    /// <summary>Markup that Slack would interpret, such as an unescaped mention or link.</summary>
    public static bool HasMarkup(string text) => text.Contains('<', StringComparison.Ordinal);

    private void CheckBlocks(JsonElement blocks, int max, bool isModal)
    {
        if (blocks.ValueKind != JsonValueKind.Array)
        {
            _complaints.Add("blocks are a list");
            return;
        }

        Expect(blocks.GetArrayLength() is > 0 && blocks.GetArrayLength() <= max, $"1 to {max} blocks");
        foreach (var block in blocks.EnumerateArray())
        {
            if (Text(block, "block_id") is { } id)
                Expect(id.Length is > 0 and <= 255 && _blocks.Add(id), "a block_id has at most 255 characters and is there once");
            CheckBlock(block, isModal);
        }
    }

    private void CheckBlock(JsonElement block, bool isModal)
    {
        switch (Text(block, "type"))
        {
            case "header":
                CheckText(block, "text", 150, plainOnly: true);
                break;
            case "section":
                CheckSection(block);
                break;
            case "context":
                var elements = Items(block, "elements");
                Expect(elements.Count is > 0 and <= 10, "a context has 1 to 10 elements");
                elements.ForEach(element => CheckTextObject(element, 3000, plainOnly: false));
                break;
            case "actions":
                var buttons = Items(block, "elements");
                Expect(buttons.Count is > 0 and <= 25, "actions have 1 to 25 elements");
                buttons.ForEach(CheckButton);
                break;
            case "input":
                Expect(isModal, "an input belongs into a modal");
                _hasInput = true;
                CheckText(block, "label", 2000, plainOnly: true);
                CheckInput(block.GetProperty("element"));
                break;
            case "divider":
                break;
            default:
                _complaints.Add($"no such block: {Text(block, "type")}");
                break;
        }
    }

    private void CheckSection(JsonElement section)
    {
        var fields = Items(section, "fields");
        Expect(fields.Count <= 10, "a section has at most 10 fields");
        fields.ForEach(field => CheckTextObject(field, 2000, plainOnly: false));
        if (section.TryGetProperty("text", out _))
            CheckText(section, "text", 3000, plainOnly: false);
        else
            Expect(fields.Count > 0, "a section has a text or fields");
        if (section.TryGetProperty("accessory", out var accessory))
            CheckButton(accessory);
    }

    private void CheckButton(JsonElement button)
    {
        Expect(Text(button, "type") == "button", "only buttons are used");
        CheckText(button, "text", 75, plainOnly: true);
        Expect((Text(button, "value")?.Length ?? 0) <= 2000, "a button's value has at most 2000 characters");
        Expect((Text(button, "url")?.Length ?? 0) <= 3000, "a button's address has at most 3000 characters");
        Expect(Text(button, "style") is null or "primary" or "danger", "a button is primary or danger");
        // Slack requires this within one block; the same name in two accessories is distinguished by the block.
        Expect(Text(button, "action_id") is { Length: > 0 and <= 255 }, "an action_id has 1 to 255 characters");
        if (Text(button, "value") is not null)
            Expect(_actions.Add(Text(button, "action_id")!), "an action_id is there once"); // Checked above.
    }

    private void CheckInput(JsonElement element)
    {
        Expect(Text(element, "type") == "plain_text_input", "an input takes only plain text");
        Expect(Text(element, "action_id") is { Length: > 0 and <= 255 }, "an action_id has 1 to 255 characters");
        Expect(!element.TryGetProperty("max_length", out var max) || max.GetInt32() is >= 1 and <= 3000, "max_length is 1 to 3000");
    }

    private void CheckText(JsonElement owner, string name, int max, bool plainOnly)
    {
        if (owner.TryGetProperty(name, out var text))
            CheckTextObject(text, max, plainOnly);
        else
            _complaints.Add($"{name} is missing");
    }

    private void CheckTextObject(JsonElement text, int max, bool plainOnly)
    {
        var type = Text(text, "type");
        Expect(type == "plain_text" || (!plainOnly && type == "mrkdwn"), $"plain_text is wanted, not {type}");
        var words = Text(text, "text") ?? "";
        Expect(words.Length >= 1 && words.Length <= max, $"a text of 1 to {max} characters, not {words.Length}");
        Expect(type != "mrkdwn" || !HasMarkup(words), "markup in what people wrote");
    }

    private void Expect(bool holds, string rule)
    {
        if (!holds)
            _complaints.Add(rule);
    }

    private static List<JsonElement> Items(JsonElement owner, string name) => owner.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
