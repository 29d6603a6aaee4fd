using System.Text.Json.Nodes;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>The modal that requires a reason, and its responses to a refused decision (https://docs.slack.dev/reference/views/modal-views).</summary>
internal static class ReasonForm
{
    public const string Name = "reason";

    private const int MaxTitle = 24;

    public static JsonObject Create(ReviewTask task, DecisionValue value)
    {
        var isRequired = DecisionRules.RequiresReason(task, value.Decision);
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = Name,
            ["private_metadata"] = value.ToString(),
            ["title"] = Block.Plain(TaskText.Button(value.Decision), MaxTitle),
            ["submit"] = Block.Plain(TaskText.Button(value.Decision), MaxTitle),
            ["close"] = Block.Plain(Say($"Cancel"), MaxTitle),
            ["blocks"] = new JsonArray(
                Block.Section(InertText.Of(TaskText.Question(task.Kind, task.Subject))),
                Block.Input(Name, Say($"Reason"), null, !isRequired, PlainText.MaxCharacters)),
        };
    }

    /// <summary>Keeps what was typed and shows the sentence beside it.</summary>
    public static JsonObject Wrong(string sentence) =>
        new() { ["response_action"] = "errors", ["errors"] = new JsonObject { [Name] = SlackText.Cut(sentence, 150) } };

    /// <summary>The refusal does not depend on the reason: the modal says why.</summary>
    public static JsonObject Refused(string sentence) => new()
    {
        ["response_action"] = "update",
        ["view"] = new JsonObject
        {
            ["type"] = "modal",
            ["title"] = Block.Plain(Say($"Nothing was decided"), MaxTitle),
            ["close"] = Block.Plain(Say($"Close"), MaxTitle),
            ["blocks"] = new JsonArray(Block.Section(sentence)),
        },
    };
}
