using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <param name="Command">Creates the command when it is decided, with the data of that moment. It is called again after a lost race.</param>
public sealed record TaskIntent(Func<CommandContext, TaskCommand> Command)
{
    /// <summary>The command is a decision, which keeps what was known of the access.</summary>
    public bool IsDecision { get; init; }
}

/// <summary>All intents for an open or closed task.</summary>
public static class TaskIntents
{
    /// <param name="step">The step that the decider saw; null: the current one.</param>
    /// <param name="generation">The generation that a signed link was issued for; null: the current one.</param>
    /// <param name="settlesNow">The decision takes effect at once and cannot be undone.</param>
    /// <param name="terms">The terms of a certification; null: none.</param>
    /// <param name="isTogether">The access is certified together with other unchanged access, in one step.</param>
    /// <param name="seen">The version of the access that the decider saw; null: not checked.</param>
    /// <param name="bulk">The call that makes several decisions together; null: this one is made alone.</param>
    public static TaskIntent Decide(
        Decision decision, int? step, int? generation, string? reason, bool settlesNow = false, CertificationTerms? terms = null, int? seen = null, BulkCall? bulk = null, bool isTogether = false) =>
        new(now => new TaskCommand.Decide(decision, step, generation, reason) { At = now.At, By = now.By, Facts = now.Facts, SettlesNow = settlesNow, Terms = terms, Seen = seen, Bulk = bulk, IsTogether = isTogether }) { IsDecision = true };

    /// <param name="signedOff">The sign-off, whose time the decision gets.</param>
    /// <param name="version">The version of the staged decision that was signed off.</param>
    public static TaskIntent SettleStaged(SignedOff signedOff, long version) =>
        new(now => new TaskCommand.SettleStaged(signedOff, version) { At = signedOff.At, By = now.By, Facts = now.Facts });

    /// <param name="approves">False: the task goes back to its reviewers.</param>
    public static TaskIntent JudgeException(bool approves, string? reason) =>
        new(now => new TaskCommand.JudgeProposal(approves, reason) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="step">The step of the decision; null: that of the last one.</param>
    /// <param name="generation">The generation that a signed link was issued for; null: that of the last decision.</param>
    public static TaskIntent Undo(int? step, int? generation = null) => new(now => new TaskCommand.Undo(step, generation) { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent Comment(string? text) => new(now => new TaskCommand.Comment(text) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="step">The step that the caller saw; null: the current one.</param>
    public static TaskIntent Reassign(UserId to, int? step, string? reason) =>
        new(now => new TaskCommand.Reassign(to, step, reason) { At = now.At, By = now.By, Facts = now.Facts });

    /// <summary>Somebody who runs the task's campaign reassigns it.</summary>
    public static TaskIntent ReassignInCampaign(UserId to, string? reason) =>
        new(now => new TaskCommand.Reassign(to, null, reason) { At = now.At, By = now.By, Facts = now.Facts, IsByCampaign = true });

    public static TaskIntent Remind() => new(now => new TaskCommand.Remind { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent Cancel(string? reason) => new(now => new TaskCommand.Cancel(reason) { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent Retry(string? reason) => new(now => new TaskCommand.Retry(reason) { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent Ask(string? text) => new(now => new TaskCommand.AskRequester(text) { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent Answer(string? text) => new(now => new TaskCommand.AnswerQuestion(text) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="at">The orchestration's time, so that the question does not end early.</param>
    public static TaskIntent TimeOutQuestion(DateTimeOffset at) => new(now => new TaskCommand.TimeOutQuestion { At = at, By = now.By, Facts = now.Facts });

    /// <param name="at">The orchestration's time, so that nothing changes early; null: the clock's time.</param>
    public static TaskIntent Recheck(DateTimeOffset? at = null) => new(now => new TaskCommand.Recheck { At = at ?? now.At, By = now.By, Facts = now.Facts });

    /// <param name="isCancelled">The task's campaign is cancelled.</param>
    public static TaskIntent EndReview(bool isCancelled) => new(now => new TaskCommand.EndReview(isCancelled) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="due">The later due date of the task's campaign.</param>
    public static TaskIntent MoveDue(DateTimeOffset due) => new(now => new TaskCommand.MoveDue(due) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="startsAt">When the removal starts.</param>
    public static TaskIntent PlanRemoval(DateTimeOffset startsAt) => new(now => new TaskCommand.PlanRemoval(startsAt) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="at">The orchestration's time, so that the removal does not start early.</param>
    public static TaskIntent StartRemoval(DateTimeOffset at) => new(now => new TaskCommand.StartRemoval { At = at, By = now.By, Facts = now.Facts });

    public static TaskIntent TakeBackRemoval(string? reason, RemovalPeople people) =>
        new(now => new TaskCommand.TakeBackRemoval(reason, people) { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent ContestRemoval(string? text, RemovalPeople people) =>
        new(now => new TaskCommand.ContestRemoval(text, people) { At = now.At, By = now.By, Facts = now.Facts });

    public static TaskIntent JudgeContest(bool removes, string? reason, RemovalPeople people) =>
        new(now => new TaskCommand.JudgeContest(removes, reason, people) { At = now.At, By = now.By, Facts = now.Facts });

    /// <param name="at">The orchestration's time, so that the rung is not executed early.</param>
    public static TaskIntent Climb(int step, int rung, DateTimeOffset at) => new(now => new TaskCommand.ClimbRung(step, rung) { At = at, By = now.By, Facts = now.Facts });
}
