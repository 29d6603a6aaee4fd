using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Makes decisions from Slack. The task machine checks them, as it does for decisions on a page.</summary>
public sealed class SlackDecisions(TaskReader reader, TaskCommands commands)
{
    /// <summary>Returns the button's task, and whether the user can still make this decision or will be refused.</summary>
    /// <exception cref="ProblemException">The user may not see the task, or may not decide it in a chat.</exception>
    public async Task<(ReviewTask Task, bool CanBeTaken)> ReadAsync(Caller caller, DecisionValue value, CancellationToken cancellationToken)
    {
        var readable = await ReadAsync(caller, value.Task, cancellationToken);
        var task = readable.Task;
        return (readable.Shown, task.IsOpen && SubjectRules.Against(value.Decision, task.Kind, task.Subject, readable.Facts, readable.At) is null);
    }

    private async Task<ReadableTask> ReadAsync(Caller caller, TaskId task, CancellationToken cancellationToken)
    {
        var readable = await reader.ReadAsync(caller, task.Value, cancellationToken);
        return SignInRules.MayDecide(Proof.Slack, SubjectRules.RiskOf(readable.Task.Subject, readable.Facts))
            ? readable
            : throw new ProblemException(StatusCodes.Status403Forbidden, "decide_in_browser", Say($"High-risk access must be decided in the browser."));
    }

    /// <summary>Returns null if the decision was made now, or earlier by the same user.</summary>
    public Task<ProblemException?> DecideAsync(Caller caller, DecisionValue value, string? reason, DurableTaskClient client, CancellationToken cancellationToken) =>
        ExecuteAsync(caller, value.Task, TaskIntents.Decide(value.Decision, value.Step, value.Generation, reason, seen: value.Seen), client, cancellationToken);

    /// <summary>Returns null if the decision was undone now, or earlier by the same user.</summary>
    public Task<ProblemException?> UndoAsync(Caller caller, DecisionValue value, DurableTaskClient client, CancellationToken cancellationToken) =>
        ExecuteAsync(caller, value.Task, TaskIntents.Undo(value.Step, value.Generation), client, cancellationToken);

    private async Task<ProblemException?> ExecuteAsync(Caller caller, TaskId task, TaskIntent intent, DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            var readable = await ReadAsync(caller, task, cancellationToken);
            var order = CommandOrder.From(caller, task.Value, intent) with { Read = readable };
            return TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(client, order, cancellationToken));
        }
        catch (ProblemException problem)
        {
            return problem;
        }
    }
}
