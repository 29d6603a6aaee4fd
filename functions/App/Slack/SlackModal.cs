using System.Text.Json.Nodes;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Modals, and the responses to what they send (https://docs.slack.dev/reference/views/modal-views).</summary>
internal static class SlackModal
{
    private const int MaxLabel = 24;

    /// <param name="name">The id that Slack sends back with the form.</param>
    /// <param name="metadata">Comes back unchanged with the form.</param>
    public static JsonObject Create(string name, string metadata, string title, string submit, params JsonObject[] blocks) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = name,
        ["private_metadata"] = metadata,
        ["title"] = Block.Plain(title, MaxLabel),
        ["submit"] = Block.Plain(submit, MaxLabel),
        ["close"] = Block.Plain(Say($"Cancel"), MaxLabel),
        ["blocks"] = new JsonArray([.. blocks]),
    };

    /// <summary>Keeps what was typed and shows the sentence beside the field.</summary>
    public static JsonObject Wrong(string field, string sentence) =>
        new() { ["response_action"] = "errors", ["errors"] = new JsonObject { [field] = SlackText.Cut(sentence, 150) } };

    /// <summary>The refusal does not depend on what was typed: the modal says why.</summary>
    public static JsonObject Refused(string title, string sentence) => new()
    {
        ["response_action"] = "update",
        ["view"] = new JsonObject
        {
            ["type"] = "modal",
            ["title"] = Block.Plain(title, MaxLabel),
            ["close"] = Block.Plain(Say($"Close"), MaxLabel),
            ["blocks"] = new JsonArray(Block.Section(sentence)),
        },
    };
}
