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

    private const int MaxTitle = 24;

    public static bool Is(string? name) => name is Ask or Answer;

    /// <param name="name">Which of the two.</param>
    /// <param name="task">The task, as the reader may see it.</param>
    public static JsonObject Create(string name, ReviewTask task) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = name,
        ["private_metadata"] = task.Id.Value,
        ["title"] = Block.Plain(name == Ask ? Say($"Ask for information") : Say($"Answer"), MaxTitle),
        ["submit"] = Block.Plain(Say($"Send"), MaxTitle),
        ["close"] = Block.Plain(Say($"Cancel"), MaxTitle),
        ["blocks"] = new JsonArray(
            Block.Section(InertText.Of(TaskText.Question(task.Kind, task.Subject))),
            name == Ask
                ? Block.Context(Say($"Reminders and deadlines pause until the answer, for two days at most."))
                : Block.Section(InertText.Of(task.Question?.Text ?? "")),
            Block.Input(Field, name == Ask ? Say($"Your question") : Say($"Your answer"), null, false, PlainText.MaxCharacters)),
    };

    /// <summary>Keeps what was typed and shows the sentence beside it.</summary>
    public static JsonObject Wrong(string sentence) =>
        new() { ["response_action"] = "errors", ["errors"] = new JsonObject { [Field] = SlackText.Cut(sentence, 150) } };

    /// <summary>The refusal does not depend on the text: the modal says why.</summary>
    public static JsonObject Refused(string sentence) => new()
    {
        ["response_action"] = "update",
        ["view"] = new JsonObject
        {
            ["type"] = "modal",
            ["title"] = Block.Plain(Say($"Nothing was sent"), MaxTitle),
            ["close"] = Block.Plain(Say($"Close"), MaxTitle),
            ["blocks"] = new JsonArray(Block.Section(sentence)),
        },
    };
}
