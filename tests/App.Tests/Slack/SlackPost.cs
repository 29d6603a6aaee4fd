using System.Text.Json;
using AccessReview.App.Slack;

namespace AccessReview.App.Tests.Slack;

/// <summary>A message in a conversation.</summary>
/// <param name="Thread">The message that starts its thread; null: it is not in a thread.</param>
public sealed record SlackPost(string Channel, string Ts, string? Thread, string Text, JsonElement Blocks, JsonElement? Metadata)
{
    public int Edits { get; init; }

    /// <summary>All text in it.</summary>
    public string Words => string.Join('\n', TextsOf(Blocks));

    public IReadOnlyList<string> Buttons => [.. ButtonElements.Select(button => button.GetProperty("text").GetProperty("text").GetString()!)];

    public IReadOnlyList<JsonElement> ButtonElements => [.. Blocks.EnumerateArray()
        .Where(block => block.GetProperty("type").GetString() == "actions")
        .SelectMany(block => block.GetProperty("elements").EnumerateArray())];

    /// <summary>Buttons that decide.</summary>
    public IReadOnlyList<string> Decisions => [.. ButtonElements.Where(button => button.GetProperty("action_id").GetString()!.StartsWith(SlackMessage.DecideAction, StringComparison.Ordinal)).Select(button => button.GetProperty("text").GetProperty("text").GetString()!)];

    public JsonElement Button(string label) => ButtonElements.Single(button => button.GetProperty("text").GetProperty("text").GetString() == label);

    private static IEnumerable<string> TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Name == "text" && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : TextsOf(member.Value)),
        _ => [],
    };
}
