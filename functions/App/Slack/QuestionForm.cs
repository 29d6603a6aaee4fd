using System.Text.Json.Nodes;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>The modals with which an assignee asks the requester, and the requester answers.</summary>
internal static class QuestionForm
{
    /// <summary>The id of the ask button and of its modal.</summary>
    public const string Ask = "ask";

    /// <summary>The id of the answer button and of its modal.</summary>
    public const string Answer = "answer";

    /// <summary>The id of the text field in both.</summary>
    public const string Field = "text";

    public static bool Is(string? name) => name is Ask or Answer;

    /// <param name="name">Which of the two.</param>
    /// <param name="task">The task, as the reader may see it.</param>
    public static JsonObject Create(string name, ReviewTask task) => SlackModal.Create(
        name,
        task.Id.Value,
        name == Ask ? Say($"Ask for information") : Say($"Answer"),
        Say($"Send"),
        Block.Section(InertText.Of(TaskText.Question(task.Kind, task.Subject))),
        name == Ask
            ? Block.Context(Say($"Reminders and deadlines pause until the answer, for two days at most."))
            : Block.Section(InertText.Of(task.Question?.Text ?? "")),
        Block.Input(Field, name == Ask ? Say($"Your question") : Say($"Your answer"), null, false, PlainText.MaxCharacters));

    public static JsonObject Wrong(string sentence) => SlackModal.Wrong(Field, sentence);

    public static JsonObject Refused(string sentence) => SlackModal.Refused(Say($"Nothing was sent"), sentence);
}
