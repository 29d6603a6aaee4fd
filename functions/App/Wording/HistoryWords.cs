using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Wording;

/// <summary>What happened to a task, a sentence an event.</summary>
/// <param name="nameOf">A person's name.</param>
public sealed class HistoryWords(Func<UserId, string> nameOf)
{
    /// <param name="task">For the names of its steps.</param>
    public string Of(TaskEvent happened, ReviewTask task)
    {
        var by = happened.By.User is { } user ? nameOf(user) : null;
        return happened switch
        {
            TaskEvent.TaskOpened => by is null ? "The task was opened" : $"{by} opened the task",
            TaskEvent.StepStarted started => $"{Names(started.Assignees)} asked, in step {task.Policy.Steps[started.Step].Name}",
            TaskEvent.Decided decided => $"{by} {TaskWords.Done(decided.Decision)}{Instead(decided)}{(decided.IsOverride ? ", as an administrator who was not asked" : "")}",
            TaskEvent.Commented => $"{by} commented",
            TaskEvent.Reassigned reassigned => $"{by} reassigned the task: {Names(reassigned.Assignees)} asked",
            TaskEvent.Reminded => by is null ? "A reminder was sent" : $"{by} had a reminder sent",
            TaskEvent.SecondChannelUsed => "The last reminder was sent",
            TaskEvent.AssigneesAdded added => $"Nobody had answered: {Names(added.Assignees)} asked too",
            TaskEvent.AssigneesReplaced replaced => $"Nobody had answered: {Names(replaced.Assignees)} asked instead",
            TaskEvent.RungPassed => "Nobody had answered; there was nobody else to ask",
            TaskEvent.StepSkipped => "Nobody had answered: the step was skipped",
            TaskEvent.Cancelled => by is null ? "The task was cancelled" : $"{by} cancelled the task",
            TaskEvent.TaskClosed closed => $"The task closed: {OutcomeWords.Headline(task.Kind, closed.Outcome).ToLowerInvariant()}",
            TaskEvent.Retried => $"{by} had it tried again, by a new task",
            _ => throw new UnreachableException($"{happened.GetType().Name} has no case in HistoryWords."),
        };
    }

    /// <summary>What somebody wrote with it.</summary>
    public static string? QuoteOf(TaskEvent happened) => happened switch
    {
        TaskEvent.TaskOpened opened => opened.Reason,
        TaskEvent.Decided decided => decided.Reason,
        TaskEvent.Reassigned reassigned => reassigned.Reason,
        TaskEvent.Cancelled cancelled => cancelled.Reason,
        TaskEvent.Retried retried => retried.Reason,
        _ => null,
    };

    /// <summary>Everybody whom a history names.</summary>
    public static IEnumerable<UserId> PeopleOf(TaskEvent happened)
    {
        foreach (var assignee in AskedBy(happened))
            yield return assignee.User;
        if (happened.By.User is { } by)
            yield return by;
        if (happened is TaskEvent.Decided { OnBehalfOf: { } away })
            yield return away;
    }

    private static IReadOnlyList<Assignee> AskedBy(TaskEvent happened) => happened switch
    {
        TaskEvent.StepStarted started => started.Assignees,
        TaskEvent.Reassigned reassigned => reassigned.Assignees,
        TaskEvent.AssigneesAdded added => added.Assignees,
        TaskEvent.AssigneesReplaced replaced => replaced.Assignees,
        _ => [],
    };

    private string Instead(TaskEvent.Decided decided) => decided.OnBehalfOf is { } away ? $" in place of {nameOf(away)}" : "";

    private string Names(IReadOnlyList<Assignee> assignees) => assignees.Count switch
    {
        0 => "nobody could be",
        1 => $"{nameOf(assignees[0].User)} is",
        _ => $"{string.Join(", ", assignees.SkipLast(1).Select(assignee => nameOf(assignee.User)))} and {nameOf(assignees[^1].User)} are",
    };
}
