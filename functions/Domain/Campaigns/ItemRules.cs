using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>How an item follows its task, and what happens to it if nobody answers. Of a finished item only its removal changes.</summary>
public static class ItemRules
{
    /// <summary>The item after the newest state of its task. Older states and repeats change nothing.</summary>
    public static ItemProgress Follow(ItemProgress item, ReviewTask task)
    {
        if (task.Version <= item.TaskVersion || item.State == ItemState.Silent)
            return item;
        if (item.State == ItemState.Done)
            return item.Removing is null ? item : Remove(item, task);
        var seen = item with
        {
            State = ItemState.Open,
            Task = task.Number,
            TaskVersion = task.Version,
            Changes = task.AccessChanges,
            Staged = task.Staged is { } staged ? new ItemStaged(staged.Decision, staged.Person, staged.At, staged.MustBeConfirmed) : null,
            Reviewers = task.Assignees.Count == 0 && !task.IsOpen ? item.Reviewers : [.. task.Assignees.Select(assignee => assignee.User)],
            NeedsAttention = task.IsOpen && !task.CurrentStep.AsksHolder() ? FoundReviewers.IsUnreviewed(task.Assignees) : item.NeedsAttention,
            Stage = task.IsOpen && task.Policy.Stages is not null ? StageRules.NumberOf(task.Policy, task.Step) : null,
            Decisions = task.Policy.Stages is not null && task.Decisions.Count > 0 ? [.. task.Decisions.Select(decision => StageOf(task, decision))] : null,
        };
        return task.Outcome is { } outcome ? End(seen, task, outcome) : seen;
    }

    /// <summary>The item ends because the campaign is cancelled, or because another task reviews the access.</summary>
    public static ItemProgress End(ItemProgress item, ItemOutcome outcome, DateTimeOffset at) =>
        item.State == ItemState.Done ? item : item with { State = ItemState.Done, Outcome = outcome, EndedAt = at };

    /// <summary>Nobody answered, and the rule removes the access.</summary>
    /// <param name="task">The item's task, with the planned removal if there is a cooling-off time.</param>
    public static ItemProgress EndBySilence(ItemProgress item, ReviewTask task, DateTimeOffset at) =>
        item.State == ItemState.Done ? item : Remove(End(item, ItemOutcome.RemovedBySilence, at), task);

    /// <summary>The item with the newest state of a task that removes its access.</summary>
    public static ItemProgress FollowRemoval(ItemProgress item, ReviewTask task) =>
        item with { Removing = (item.Removing ?? new ItemRemoval { DecidedAt = task.OpenedAt }).With(RemovalTask.Of(task)) };

    /// <summary>What the rule for missing answers means for an access, by what is known of it now.</summary>
    /// <param name="subject">The access.</param>
    /// <param name="facts">The current directory data, with the grant.</param>
    /// <param name="isUsageKnown">The app reports usage of this access for at least one holder.</param>
    public static SilenceEffect Silence(NoResponseRule rule, Subject subject, DirectoryFacts facts, bool isUsageKnown, DateTimeOffset now)
    {
        if (facts.Access is not { Grant: { IsHeld: true } grant })
            return SilenceEffect.AlreadyRemoved;
        var removes = rule switch
        {
            NoResponseRule.Keep => false,
            NoResponseRule.Remove => true,
            NoResponseRule.FollowFacts => SubjectRules.WhyNotToKeep(subject, facts, now) is not null || IsUnused(grant, isUsageKnown, now),
        };
        return (removes, SubjectRules.IsProtected(subject, facts)) switch
        {
            (false, _) => SilenceEffect.Keep,
            (true, true) => SilenceEffect.KeepProtected,
            (true, false) => SilenceEffect.Remove,
        };
    }

    /// <summary>The item with what the rule means for it. Only items without an answer have that.</summary>
    public static ItemProgress Evaluate(ItemProgress item, SilenceEffect effect) => item.State == ItemState.Silent ? item with { Silence = effect } : item;

    /// <summary>The outcome of an item that nobody answered.</summary>
    /// <param name="now">What the rule means now. It can have changed since it was evaluated, but then removes less, never more.</param>
    /// <param name="isKept">A second person decided that the access stays.</param>
    public static ItemOutcome OutcomeOf(ItemProgress item, SilenceEffect now, bool isKept)
    {
        if (item.Silence == SilenceEffect.AlreadyRemoved || now == SilenceEffect.AlreadyRemoved)
            return ItemOutcome.AlreadyRemoved;
        return !isKept && item.Silence == SilenceEffect.Remove && now == SilenceEffect.Remove ? ItemOutcome.RemovedBySilence : ItemOutcome.KeptBySilence;
    }

    private static ItemProgress End(ItemProgress item, ReviewTask task, Outcome outcome)
    {
        var ended = item with { EndedAt = task.ClosedAt };
        if (outcome == Outcome.NoResponse)
            return ended with { State = ItemState.Silent };
        var done = ended with { State = ItemState.Done };
        return outcome is Outcome.Certified or Outcome.Removed && StageRules.DecisiveOf(task) is { } decision
            ? Decide(done, task, decision, outcome)
            : done with { Outcome = outcome == Outcome.Obsolete ? ItemOutcome.AlreadyRemoved : ItemOutcome.Cancelled };
    }

    private static StageDecision StageOf(ReviewTask task, RecordedDecision decision) =>
        new(StageRules.NumberOf(task.Policy, decision.Step), task.Policy.Steps[decision.Step].AsksHolder(), decision.By, decision.OnBehalfOf, decision.Decision, decision.Reason, decision.At);

    /// <summary>What is known of the removal. A removal that was stopped for good is another outcome, because the access stays.</summary>
    private static ItemProgress Remove(ItemProgress item, ReviewTask task)
    {
        var removing = (item.Removing ?? new ItemRemoval { DecidedAt = item.EndedAt ?? task.ClosedAt ?? task.OpenedAt }) with { Held = task.Removal };
        return item with
        {
            TaskVersion = task.Version,
            Removing = removing,
            Removal = task.Removal is null or { StartedAt: not null } ? Settlement.RemovalOf(task) : null,
            Outcome = removing.State switch
            {
                RemovalState.TakenBack => ItemOutcome.RemovalTakenBack,
                RemovalState.Kept => ItemOutcome.RemovalContested,
                RemovalState.CoolingOff or RemovalState.Contested or RemovalState.Started or RemovalState.StillThere or RemovalState.Done
                    or RemovalState.AlreadyRemoved or RemovalState.Declined or RemovalState.Cancelled => item.Outcome,
            },
        };
    }

    private static ItemProgress Decide(ItemProgress item, ReviewTask task, RecordedDecision decision, Outcome outcome)
    {
        var decided = item with { DecidedBy = decision.By, OnBehalfOf = decision.OnBehalfOf, IsOverride = decision.IsOverride, Reason = decision.Reason, StagedAt = decision.StagedAt, SignedOffAt = decision.SignedOff?.At, IsTogether = decision.IsTogether };
        return outcome == Outcome.Removed ? Remove(decided with { Outcome = ItemOutcome.Removed }, task) : decided with { Outcome = decision.Terms?.Control is null ? ItemOutcome.Certified : ItemOutcome.CertifiedWithException };
    }

    private static bool IsUnused(Grant grant, bool isUsageKnown, DateTimeOffset now) =>
        grant.LastUsedAt is { } used ? used <= now - Evidence.UnusedAfter : isUsageKnown;
}
