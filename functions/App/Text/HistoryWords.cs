using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

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
            TaskEvent.TaskOpened => by is null ? Say($"The task was opened") : Say($"{by} opened the task"),
            TaskEvent.StepStarted started => Started(started, task.Policy.Steps[started.Step].Name),
            TaskEvent.Decided decided => Decided(decided, by ?? WhyWords.Nobody),
            TaskEvent.Commented => Say($"{by} commented"),
            TaskEvent.Reassigned reassigned => Reassigned(reassigned, by),
            TaskEvent.Reminded => by is null ? Say($"A reminder was sent") : Say($"{by} had a reminder sent"),
            TaskEvent.SecondChannelUsed => Say($"The last reminder was sent"),
            TaskEvent.AssigneesAdded { Assignees: [var only] } => Say($"Nobody had answered: {nameOf(only.User)} is asked too"),
            TaskEvent.AssigneesAdded added => Say($"Nobody had answered: {Names(added.Assignees)} are asked too"),
            TaskEvent.AssigneesReplaced { Assignees: [var only] } => Say($"Nobody had answered: {nameOf(only.User)} is asked instead"),
            TaskEvent.AssigneesReplaced replaced => Say($"Nobody had answered: {Names(replaced.Assignees)} are asked instead"),
            TaskEvent.AssigneesChanged { Assignees: [] } => Say($"The directory changed: nobody can be asked now"),
            TaskEvent.AssigneesChanged { Assignees: [var only] } => Say($"The directory changed: {nameOf(only.User)} is asked now"),
            TaskEvent.AssigneesChanged changed => Say($"The directory changed: {Names(changed.Assignees)} are asked now"),
            TaskEvent.DelegatesChanged changed => Delegated(changed),
            TaskEvent.RungPassed => Say($"Nobody had answered; there was nobody else to ask"),
            TaskEvent.StepSkipped => Say($"Nobody had answered: the step was skipped"),
            TaskEvent.Cancelled => by is null ? Say($"The task was cancelled") : Say($"{by} cancelled the task"),
            TaskEvent.TaskClosed { Cause: { } cause } closed => Say($"The task closed: {OutcomeWords.Headline(task.Kind, closed.Outcome)}. {ObsoleteWords.Why(cause)}"),
            TaskEvent.TaskClosed closed => Say($"The task closed: {OutcomeWords.Headline(task.Kind, closed.Outcome)}"),
            TaskEvent.Retried => Say($"{by} had it tried again, by a new task"),
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
        foreach (var person in AskedBy(happened).SelectMany(assignee => assignee.People))
            yield return person;
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
        TaskEvent.AssigneesChanged changed => changed.Assignees,
        TaskEvent.DelegatesChanged changed => changed.Assignees,
        _ => [],
    };

    private string Started(TaskEvent.StepStarted started, string step) => started.Assignees switch
    {
        [] => Say($"Nobody could be asked, in step {step}"),
        [var only] => Say($"{nameOf(only.User)} is asked, in step {step}"),
        var several => Say($"{Names(several)} are asked, in step {step}"),
    };

    private string Reassigned(TaskEvent.Reassigned reassigned, string? by) => reassigned.Assignees switch
    {
        [] => Say($"{by} reassigned the task: nobody could be asked"),
        [var only] => Say($"{by} reassigned the task: {nameOf(only.User)} is asked"),
        var several => Say($"{by} reassigned the task: {Names(several)} are asked"),
    };

    private string Delegated(TaskEvent.DelegatesChanged changed) => changed.Assignees.Where(assignee => assignee.Delegate is not null).ToList() switch
    {
        [] => Say($"Nobody is out of office any more; it waits for {Names(changed.Assignees)} alone"),
        var away => Say($"{Listing.And([.. away.Select(assignee => assignee.Delegate).OfType<UserId>().Distinct().Select(nameOf)])} may decide for {Names(away)}, who is out of office"),
    };

    private string Decided(TaskEvent.Decided decided, string by)
    {
        var did = DecisionWords.Did(by, decided.Decision);
        var standing = decided.OnBehalfOf is { } away ? Say($"{did}, in place of {nameOf(away)}") : did;
        var asWhom = decided.IsOverride ? Say($"{standing}, as an administrator who was not asked") : standing;
        return decided.RaisedRisk is { } raised ? Say($"{asWhom}. The risk had been raised from {TaskWords.Name(raised.From)} to {TaskWords.Name(raised.To)}") : asWhom;
    }

    private string Names(IReadOnlyList<Assignee> assignees) => Listing.And([.. assignees.Select(assignee => nameOf(assignee.User))]);
}
