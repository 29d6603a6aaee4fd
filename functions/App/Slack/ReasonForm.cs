using System.Text.Json.Nodes;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>The modal that requires a reason, and its responses to a refused decision.</summary>
internal static class ReasonForm
{
    public const string Name = "reason";

    public static JsonObject Create(ReviewTask task, DecisionValue value) => SlackModal.Create(
        Name,
        value.ToString(),
        TaskText.Button(value.Decision, task),
        TaskText.Button(value.Decision, task),
        Block.Section(InertText.Of(TaskText.Question(task))),
        Block.Input(Name, Say($"Reason"), null, !DecisionRules.RequiresReason(task, value.Decision), PlainText.MaxCharacters));

    public static JsonObject Wrong(string sentence) => SlackModal.Wrong(Name, sentence);

    public static JsonObject Refused(string sentence) => SlackModal.Refused(Say($"Nothing was decided"), sentence);
}
