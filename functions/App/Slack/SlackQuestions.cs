using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Questions to the requester and their answers, by buttons and modals in Slack.</summary>
public sealed class SlackQuestions(TaskReader reader, TaskCommands commands, SlackReplies replies, TimeProvider clock)
{
    private const string Route = "slack/interactions";

    /// <summary>Opens the modal. Returns the refusal's text, or null.</summary>
    /// <param name="name">Which of the two modals.</param>
    /// <param name="task">The button's value.</param>
    public async Task<string?> OpenAsync(Caller caller, string name, string? task, string? trigger, CancellationToken cancellationToken)
    {
        if (task is null || !TaskId.IsWellFormed(task))
            return Say($"This button does not belong to Access Review.");
        try
        {
            var shown = (await reader.ReadAsync(caller, task, cancellationToken)).Shown;
            if (Refusal(name, shown) is { } why)
                return Problems.Of(why, shown).Sentence;
            return await replies.OpenModalAsync(QuestionForm.Create(name, shown), trigger, cancellationToken);
        }
        catch (ProblemException problem)
        {
            return problem.Sentence;
        }
    }

    /// <summary>Sends the modal's text. Returns Slack's response to the modal; null closes it.</summary>
    public async Task<JsonObject?> SendAsync(Caller caller, JsonElement payload, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (name, task) = (SlackClient.TextOf(payload, "view", "callback_id"), SlackClient.TextOf(payload, "view", "private_metadata"));
        if (task is null || !TaskId.IsWellFormed(task))
            return null;
        var text = SlackClient.TextOf(payload, "view", "state", "values", QuestionForm.Field, QuestionForm.Field, "value");
        var order = CommandOrder.From(caller, task, name == QuestionForm.Ask ? TaskIntents.Ask(text) : TaskIntents.Answer(text));
        // A modal that was sent twice, because the first response was lost, asks or answers once.
        if (SlackClient.TextOf(payload, "view", "id") is { } view)
            order = order with { Operation = new OperationId(OperationId.Derive(caller.Id, Route, view, text ?? ""), clock.GetUtcNow(), true) };
        return TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(client, order, cancellationToken)) switch
        {
            null => null,
            { Code: "question_empty" or "answer_empty" or "text_too_long" } wrong => QuestionForm.Wrong(wrong.Title),
            { } refused => QuestionForm.Refused(refused.Sentence),
        };
    }

    /// <summary>Checked before anything is typed. Sending checks everything again.</summary>
    private static Refusal? Refusal(string name, ReviewTask task)
    {
        if (!task.IsOpen)
            return Domain.Tasks.Refusal.TaskClosed;
        if (name == QuestionForm.Ask)
            return task.Question is null ? null : Domain.Tasks.Refusal.QuestionOpen;
        return task.Question is null ? Domain.Tasks.Refusal.NoQuestion : null;
    }
}
