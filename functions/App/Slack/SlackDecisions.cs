using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Takes decisions from Slack, by the same way as from the browser: the task machine rules on them.</summary>
public sealed class SlackDecisions(TaskReader reader, TaskCommands commands)
{
    /// <summary>The task that a button is about, if its presser may decide it here; and whether the decision can be taken, or is only to be refused.</summary>
    /// <exception cref="ProblemException">They may not see it, or not decide it in a chat.</exception>
    public async Task<(ReviewTask Task, bool CanBeTaken)> ReadAsync(Caller caller, DecisionValue value, CancellationToken cancellationToken)
    {
        var readable = await reader.ReadAsync(caller, value.Task.Value, cancellationToken);
        var task = readable.Task;
        return SignInRules.MayDecideWithout(SubjectRules.RiskOf(task.Subject, readable.Facts))
            ? (readable.Shown, task.IsOpen && SubjectRules.Against(value.Decision, task.Kind, task.Subject, readable.Facts, readable.At) is null)
            : throw new ProblemException(StatusCodes.Status403Forbidden, "decide_in_browser", Say($"High-risk access must be decided in the browser."));
    }

    /// <summary>Null: decided, or decided so by them before.</summary>
    public async Task<ProblemException?> DecideAsync(Caller caller, DecisionValue value, string? reason, DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(caller, value, cancellationToken);
            var order = CommandOrder.From(caller, value.Task.Value, TaskIntents.Decide(value.Decision, value.Step, value.Generation, reason));
            return TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(client, order, cancellationToken));
        }
        catch (ProblemException problem)
        {
            return problem;
        }
    }

    /// <summary>Is there more to say than the button says? A no wants its why, though only the policy can insist on it.</summary>
    public static bool AsksForReason(ReviewTask task, Decision decision) =>
        IsReasonRequired(task, decision) || KindRules.DecisionsOf(task.Kind)[0] != decision;

    public static bool IsReasonRequired(ReviewTask task, Decision decision) => task.CurrentStep.ReasonRequiredFor.Contains(decision);
}
