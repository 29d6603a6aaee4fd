using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    private static Ruling Decide(ReviewTask task, TaskCommand.Decide command)
    {
        if (command.By.User is not { } person)
            return Refuse(Refusal.NotAllowed);
        // Checked first: later checks would reveal who may act.
        if (IsOwnAccess(task, person))
            return Refuse(Refusal.OwnAccess);
        if (RecordedBefore(task, command) is { } recorded)
        {
            return recorded.By == person && recorded.Decision == command.Decision
                ? Accept()
                : new Ruling.Refused(Refusal.AlreadyDecided) { Earlier = recorded };
        }

        if (task.Subject.User == person && !HolderRules.IsAsked(task, person))
            return Refuse(Refusal.OwnAccess);
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        // An exception would end the review before its other stages.
        if (task.Policy.Stages is not null && command.Terms?.Control is not null)
            return Refuse(Refusal.WrongDecision);
        if (task.Exception is not null)
            return Refuse(Refusal.ExceptionPending);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (command.Generation is { } generation && generation != task.Generation)
            return Refuse(Refusal.StaleGeneration);
        if (task.Excluded == person)
            return Refuse(Refusal.OwnRecommendation);
        if (task.EarlierDeciders().Contains(person))
            return Refuse(Refusal.DecidedEarlierStage);
        if (!MayAct(task, command, TaskAction.Decide))
            return Refuse(Refusal.NotAssignee);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (command.Step is { } step && step != task.Step)
            return Refuse(Refusal.StaleStep);
        if (IsOutdated(task, command))
            return Refuse(Refusal.AccessChanged);
        if (!KindRules.DecisionsOf(task.Kind).Contains(command.Decision))
            return Refuse(Refusal.WrongDecision);
        if (SubjectRules.Against(command.Decision, task.Kind, task.Subject, command.Facts, command.At) is { } cause)
            return Refuse(Refusals.Of(cause));
        if (!SignInRules.MayDecide(command.By.Proof, SubjectRules.RiskOf(task.Subject, command.Facts)))
            return Refuse(Refusal.DecideInBrowser);

        if (command.Bulk is { Size: > 1 } && DecisionRules.IsDecidedAlone(task.Campaign, SubjectRules.RiskOf(task.Subject, command.Facts)))
            return Refuse(Refusal.OneAtATime);

        var reason = PlainText.Clean(command.Reason);
        var isOverride = DecisionRules.IsOverride(RelationsToTask.Of(person, task, command.Facts, command.At));
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);
        if (DecisionRules.LacksReason(task, command.Decision, reason, isOverride))
            return Refuse(Refusal.ReasonRequired);
        if (command.IsTogether && !DecisionRules.MayBeTogether(task, command.Decision, SubjectRules.RiskOf(task.Subject, command.Facts)))
            return Refuse(Refusal.NotUnchanged);
        var terms = command.Terms?.Cleaned();
        if (CertificationTerms.WhyNot(terms, command.Decision, reason, command.At) is { } wrong)
            return Refuse(wrong);

        var decided = new Decided(command.Decision, reason, isOverride, DecisionRules.OnBehalfOf(task, person, command.Facts, command.At))
        {
            At = command.At,
            By = command.By,
            Access = command.Access,
            Certified = CertifiedFactsOf(command.Decision, task.Subject, command.Facts),
            IsTogether = command.IsTogether ? true : null,
            Terms = task.CurrentStep.AsksHolder() || terms is null or { Until: null, Control: null } ? null : terms,
            Bulk = command.Bulk,
            UndoUntil = command.SettlesNow || command.UndoFor <= TimeSpan.Zero ? null : command.At + command.UndoFor,
            RaisedRisk = SubjectRules.RiskOf(task.Subject, command.Facts) is var risk && risk > task.Subject.Risk ? new RaisedRisk(task.Subject.Risk, risk) : null,
        };
        // An exception is approved before the sign-off, so it is not staged.
        if (Propose(task, command, decided) is { } proposed)
            return Accept(decided, proposed);
        return task.Campaign is { StagesDecisions: true } ? Stage(task, decided) : Accept(decided, WhatFollows(task, decided, command));
    }

    private static CertifiedFacts? CertifiedFactsOf(Decision decision, Subject subject, DirectoryFacts facts) => decision == Decision.Certify && facts.Access is { } access
        ? CertifiedFacts.Of(access.Grant, facts.Find(subject.User), access.Entitlement)
        : null;

    /// <summary>The decision that already settled the step or generation that the command names, or else the closed task.</summary>
    private static RecordedDecision? RecordedBefore(ReviewTask task, TaskCommand.Decide command)
    {
        if (command.Step is { } step)
            return task.Decisions.LastOrDefault(decision => decision.Step == step);
        return task.Decisions.LastOrDefault(decision => decision.Generation == command.Generation) ?? ClosingDecision(task);
    }

    // A task whose last step was cancelled or expired has decisions of earlier steps, but none that closed it.
    private static RecordedDecision? ClosingDecision(ReviewTask task) =>
        task.LastDecision is { } last && KindRules.OutcomeOf(last.Decision) == task.Outcome ? last : null;

    private static TaskEvent WhatFollows(ReviewTask task, Decided decided, TaskCommand.Decide command)
    {
        if (task.Policy.Stages is not null)
            return WhatFollowsStage(task.Evolve(decided), command);
        return command.Decision == Decision.Approve && NextStep(task, command) is { } next
            ? Start(task, next, command)
            : new TaskClosed(KindRules.OutcomeOf(command.Decision)) { At = command.At, By = command.By };
    }

    private static TaskEvent WhatFollowsStage(ReviewTask decided, TaskCommand.Decide command)
    {
        var ahead = decided.StepsAhead(SubjectRules.RiskOf(decided.Subject, command.Facts)).ToList();
        return StageRules.AfterDecision(decided, ahead, command.Decision) is { } outcome
            ? new TaskClosed(outcome) { At = command.At, By = command.By }
            : Start(decided, ahead[0], command);
    }

    /// <summary>Nobody decides about their own access. The holder answers only where the task asks them, and sees their own answer afterwards.</summary>
    private static bool IsOwnAccess(ReviewTask task, UserId person) =>
        task.Subject.User == person && !HolderRules.IsAsked(task, person) && task.UndoneBy != person && task.Decisions.All(decision => decision.By != person);
}
