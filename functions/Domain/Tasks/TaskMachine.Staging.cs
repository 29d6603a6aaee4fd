using AccessReview.Domain.Authorization;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>The decision has no effect yet. It replaces an earlier one.</summary>
    private static Ruling Stage(ReviewTask task, Decided decided)
    {
        if (task is { IsStaged: true, Staged: { } staged } && (staged.By.User, staged.Decision, staged.Reason, staged.Terms) == (decided.By.User, decided.Decision, decided.Reason, decided.Terms))
            return Accept();
        return Accept(new DecisionStaged(decided.Decision, decided.Reason, decided.IsOverride, decided.OnBehalfOf)
        {
            At = decided.At,
            By = decided.By,
            Access = decided.Access,
            RaisedRisk = decided.RaisedRisk,
            Terms = decided.Terms,
            Bulk = decided.Bulk,
            IsTogether = decided.IsTogether,
        });
    }

    private static Ruling Withdraw(ReviewTask task, StagedDecision staged, TaskCommand.Undo command)
    {
        if (!MayAct(task, command, TaskAction.Undo) || !staged.IsOf(command.By.User!.Value)) // Undo has checked that a person acts.
            return Refuse(Refusal.NotDecider);
        if (command.Generation is { } generation && generation != task.Generation)
            return Refuse(Refusal.StaleGeneration);
        if (command.Step is { } step && step != task.Step)
            return Refuse(Refusal.StaleStep);
        return SignInRules.MayDecide(command.By.Proof, SubjectRules.RiskOf(task.Subject, command.Facts))
            ? Accept(new StagedWithdrawn { At = command.At, By = command.By })
            : Refuse(Refusal.DecideInBrowser);
    }

    /// <summary>
    /// The staged decision of the reviewer who signed off takes effect. One that the directory no longer allows is shown back. A decision that
    /// was staged or changed after the sign-off stays staged.
    /// </summary>
    private static Ruling SettleStaged(ReviewTask task, TaskCommand.SettleStaged command)
    {
        if (command.By.User is not null)
            return Refuse(Refusal.NotAllowed);
        var signedOff = command.SignedOff;
        if (!task.IsOpen || task is not { IsStaged: true, Staged: { } staged } || !staged.IsOf(signedOff.By) || staged.Version != command.Version)
            return Accept();
        if (NothingLeft(task, command) is { } cause)
            return Accept(Close(task.Kind, cause, command));
        return SubjectRules.Against(staged.Decision, task.Kind, task.Subject, command.Facts, command.At) is { } why
            ? Accept(new StagedReturned(why) { At = command.At, By = command.By })
            : Accept(Settle(task, staged, command, signedOff));
    }

    /// <summary>The events by which a staged decision becomes the decision of its reviewer.</summary>
    /// <param name="signedOff">Null: the campaign closed before the reviewer signed off.</param>
    private static IReadOnlyList<TaskEvent> Settle(ReviewTask task, StagedDecision staged, TaskCommand command, SignedOff? signedOff)
    {
        var decide = new TaskCommand.Decide(staged.Decision, task.Step, null, staged.Reason) { At = command.At, By = staged.By, Facts = command.Facts };
        var decided = new Decided(staged.Decision, staged.Reason, staged.IsOverride, staged.OnBehalfOf)
        {
            At = command.At,
            By = staged.By,
            Access = staged.Access,
            RaisedRisk = staged.RaisedRisk,
            Terms = staged.Terms,
            Bulk = staged.Bulk,
            IsTogether = staged.IsTogether,
            Certified = CertifiedFactsOf(staged.Decision, task.Subject, command.Facts),
            StagedAt = staged.At,
            SignedOff = signedOff,
        };
        return [decided, Propose(task, decide, decided) ?? WhatFollows(task, decided, decide)];
    }

    /// <summary>The events by which the staged decision takes effect at the end of the campaign; null: there is none, or the directory does not allow it.</summary>
    private static IReadOnlyList<TaskEvent>? SettleUnsigned(ReviewTask task, TaskCommand command) =>
        task.Staged is { } staged
        // The risk rose after the exception was staged: nobody can approve it any more.
        && (staged.Terms?.Control is null || !ExceptionRules.NeedsApproval(SubjectRules.RiskOf(task.Subject, command.Facts)))
        && SubjectRules.Against(staged.Decision, task.Kind, task.Subject, command.Facts, command.At) is null
            ? Settle(task, staged, command, null)
            : null;
}
