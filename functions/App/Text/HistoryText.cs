using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>A task's history, one sentence per event.</summary>
/// <param name="nameOf">Returns a user's name.</param>
public sealed class HistoryText(Func<UserId, string> nameOf)
{
    /// <param name="task">Provides the names of the steps.</param>
    public string Of(TaskEvent happened, ReviewTask task)
    {
        var by = happened.By.User is { } user ? nameOf(user) : null;
        return happened switch
        {
            TaskEvent.TaskOpened => by is null ? Say($"Task opened") : Say($"{by} opened the task"),
            TaskEvent.StepStarted started => Started(started, BuiltInNames.Step(task.Policy.Steps[started.Step].Name)),
            TaskEvent.Decided decided => Decided(decided, by ?? PersonNames.Former, decided.By.User == task.Subject.User),
            TaskEvent.Commented => Say($"{by} commented"),
            TaskEvent.Reassigned reassigned => Reassigned(reassigned, by),
            TaskEvent.Reminded => by is null ? Say($"Reminder sent") : Say($"{by} sent a reminder"),
            TaskEvent.SecondChannelUsed => Say($"Last reminder sent"),
            TaskEvent.AssigneesAdded { Assignees: [var only] } => Say($"No answer in time: task also assigned to {nameOf(only.User)}"),
            TaskEvent.AssigneesAdded added => Say($"No answer in time: task also assigned to {Names(added.Assignees)}"),
            TaskEvent.AssigneesReplaced { Assignees: [var only] } => Say($"No answer in time: task moved to {nameOf(only.User)}"),
            TaskEvent.AssigneesReplaced replaced => Say($"No answer in time: task moved to {Names(replaced.Assignees)}"),
            TaskEvent.AssigneesChanged { Assignees: [] } => Say($"The directory changed: the task has no assignee"),
            TaskEvent.AssigneesChanged { Assignees: [var only] } => Say($"The directory changed: task assigned to {nameOf(only.User)}"),
            TaskEvent.AssigneesChanged changed => Say($"The directory changed: task assigned to {Names(changed.Assignees)}"),
            TaskEvent.DelegatesChanged changed => Delegated(changed),
            TaskEvent.RungPassed { IsStaged: true } => Say($"Nobody else was assigned, because a decision waits for its sign-off"),
            TaskEvent.RungPassed => Say($"No answer in time, and nobody else could be assigned"),
            TaskEvent.StepSkipped => Say($"No answer in time: the step was skipped"),
            TaskEvent.Cancelled when by is null && task.Campaign is not null => Say($"The campaign was cancelled"),
            TaskEvent.Cancelled => by is null ? Say($"The task was cancelled") : Say($"{by} cancelled the task"),
            TaskEvent.TaskClosed { Cause: { } cause } closed => Say($"The task closed: {OutcomeText.Headline(task.Kind, closed.Outcome)}. {ObsoleteText.Why(cause)}"),
            TaskEvent.TaskClosed { IsAutomatic: true } => Say($"The removal was confirmed automatically: only the person who recommended it could have confirmed it"),
            TaskEvent.TaskClosed closed => Say($"The task closed: {OutcomeText.Headline(task.Kind, closed.Outcome)}"),
            TaskEvent.DecisionUndone => Say($"{by} undid the decision"),
            TaskEvent.DecisionStaged staged => Staged(staged, by ?? PersonNames.Former),
            TaskEvent.StagedWithdrawn => Say($"{by} withdrew the decision"),
            TaskEvent.StagedReturned returned => Say($"The decision could not take effect. {ObsoleteText.Why(returned.Why)}"),
            TaskEvent.Retried => Say($"{by} retried it with a new task"),
            TaskEvent.InformationRequested => Say($"{by} requested information"),
            TaskEvent.InformationGiven => Say($"{by} answered"),
            TaskEvent.AccessChanged changed => Say($"The access changed: {AccessChangeText.Names(changed.Changes)}"),
            TaskEvent.ExceptionProposed { Approvers: [] } => Say($"The exception waits for an approval, but nobody can approve it"),
            TaskEvent.ExceptionProposed proposed => Say($"The exception waits for the approval of {Listing.Or([.. proposed.Approvers.Select(approver => nameOf(approver.User))])}"),
            TaskEvent.ExceptionApproved => Say($"{by} approved the exception"),
            TaskEvent.ExceptionDenied => Say($"{by} denied the exception: the task went back to its reviewers"),
            TaskEvent.DueMoved => Say($"The campaign's due date was moved"),
            TaskEvent.InformationTimedOut => Say($"No answer in time: the escalation schedule continues"),
            TaskEvent.RemovalPlanned => Say($"Nobody answered: the campaign's rule removes the access after the cooling-off time"),
            TaskEvent.RemovalTakenBack => by is null ? Say($"The removal was taken back: the access is protected") : Say($"{by} took the removal back"),
            TaskEvent.RemovalContested => Say($"{by} contested the removal"),
            TaskEvent.ContestJudged judged => judged.Removes ? Say($"{by} decided that the access is removed") : Say($"{by} decided that the access stays"),
            TaskEvent.RemovalStarted => Say($"The cooling-off time is over: the removal started"),
            _ => throw new UnreachableException($"{happened.GetType().Name} has no case in HistoryText."),
        };
    }

    /// <summary>The text that a user wrote with the event; null: none.</summary>
    public static string? QuoteOf(TaskEvent happened) => happened switch
    {
        TaskEvent.TaskOpened opened => opened.Reason,
        TaskEvent.Decided { Terms.Control: { } control } decided => Say($"{decided.Reason} Compensating control: {control}"),
        TaskEvent.Decided decided => decided.Reason,
        TaskEvent.DecisionStaged staged => staged.Reason,
        TaskEvent.ExceptionApproved approved => approved.Reason,
        TaskEvent.Reassigned reassigned => reassigned.Reason,
        TaskEvent.Cancelled cancelled => cancelled.Reason,
        TaskEvent.Retried retried => retried.Reason,
        TaskEvent.RemovalTakenBack back => back.Reason,
        TaskEvent.RemovalContested contested => contested.Text,
        TaskEvent.ContestJudged judged => judged.Reason,
        _ => null,
    };

    private string Started(TaskEvent.StepStarted started, string step) => started.Assignees switch
    {
        [] => Say($"Step {step} started without an assignee"),
        [var only] => Say($"Step {step} assigned to {nameOf(only.User)}"),
        var several => Say($"Step {step} assigned to {Names(several)}"),
    };

    private string Reassigned(TaskEvent.Reassigned reassigned, string? by) => reassigned.Assignees switch
    {
        [] => Say($"{by} reassigned the task, but nobody could be assigned"),
        [var only] => Say($"{by} reassigned the task to {nameOf(only.User)}"),
        var several => Say($"{by} reassigned the task to {Names(several)}"),
    };

    private string Delegated(TaskEvent.DelegatesChanged changed) => changed.Assignees.Where(assignee => assignee.Delegate is not null).ToList() switch
    {
        [] => Say($"Absence ended: only {Names(changed.Assignees)} can decide"),
        var away => Say($"{Listing.And([.. away.Select(assignee => assignee.Delegate).OfType<UserId>().Distinct().Select(nameOf)])} can decide on behalf of {Names(away)}, who is out of office"),
    };

    /// <param name="isHolder">Only where they are asked about it do people answer about their own access.</param>
    private string Decided(TaskEvent.Decided decided, string by, bool isHolder)
    {
        var did = isHolder ? DecisionText.Did(by, decided.Decision, isHolder) : DecisionText.Did(by, decided.Decision, decided.Terms);
        if (decided.SignedOff is { } signedOff)
            return Say($"{did}, signed off by {nameOf(signedOff.By)}");
        if (decided.StagedAt is not null)
            return Say($"{did}, without a sign-off before the campaign closed");
        var text = decided.OnBehalfOf is { } away ? Say($"{did}, on behalf of {nameOf(away)}") : did;
        var asWhom = decided.IsOverride ? Say($"{text}, as an administrator without an assignment") : text;
        return decided.RaisedRisk is { } raised ? Say($"{asWhom}. The risk had risen from {TaskText.Name(raised.From)} to {TaskText.Name(raised.To)}") : asWhom;
    }

    private string Staged(TaskEvent.DecisionStaged staged, string by)
    {
        var did = StagedText.Staged(by, staged.Decision);
        var text = staged.OnBehalfOf is { } away ? Say($"{did}, on behalf of {nameOf(away)}") : did;
        return staged.IsOverride ? Say($"{text}, as an administrator without an assignment") : text;
    }

    private string Names(IReadOnlyList<Assignee> assignees) => Listing.And([.. assignees.Select(assignee => nameOf(assignee.User))]);
}
