using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>The evidence of a removal: what was said before it started, who did it, and what proves the end of the access.</summary>
internal static class RemovalEvidenceReader
{
    /// <summary>Returns null if the item has no removal.</summary>
    /// <param name="tasks">The tasks of the removal, oldest first.</param>
    /// <param name="grant">The access as it is now; null: the directory does not know it.</param>
    public static RemovalEvidence? Of(Campaign campaign, ItemProgress progress, IReadOnlyList<ReviewTask> tasks, Grant? grant, DecisionEvidence? decision, DateTimeOffset now)
    {
        if (RemovalOf(progress, tasks) is not { } removing)
            return null;
        var (revocation, deprovisioning) = (tasks.LastOrDefault(task => task.Kind == TaskKind.Revocation), tasks.LastOrDefault(task => task.Kind == TaskKind.Deprovisioning));
        var (confirmed, done) = (revocation?.LastDecision, deprovisioning?.LastDecision);
        var isStillThere = removing.State == RemovalState.Done && grant is { IsHeld: true } && removing.GrantedAgainAt is null;
        var proof = RemovalRules.EvidenceOf(removing);
        var dueAt = RemovalRules.DueAt(removing, campaign.Plan);
        return new RemovalEvidence(
            revocation?.Number,
            revocation?.Outcome,
            confirmed?.By,
            confirmed?.Reason,
            revocation?.ClosedAt,
            revocation is { Outcome: Outcome.Confirmed } && confirmed is null,
            deprovisioning?.Number,
            deprovisioning?.Outcome,
            done?.By,
            done?.Reason,
            deprovisioning?.ClosedAt,
            isStillThere ? RemovalProof.StillThere : RemovalRules.ProofOf(removing),
            deprovisioning is { Outcome: Outcome.Completed, ClosedAt: { } end } && progress.EndedAt is { } start ? Math.Round((end - start).TotalDays, 2) : null,
            done is not null && done.By == decision?.By.Id)
        {
            State = isStillThere ? RemovalState.StillThere : removing.State,
            StartsAt = removing.StartsAt,
            DueAt = dueAt,
            WorkingDays = RemovalRules.DaysOf(removing, campaign.Plan, now),
            IsLate = (removing.EndedAt ?? now) > dueAt,
            EndedAt = removing.EndedAt,
            TakenBack = RemarkEvidence.Of(removing.Held?.TakenBack),
            Contested = RemarkEvidence.Of(removing.Held?.Contested),
            Kept = RemarkEvidence.Of(removing.Held?.Kept),
            Upheld = RemarkEvidence.Of(removing.Held?.Upheld),
            ProofAt = proof?.At,
            ProofBy = proof?.By,
            StillThereAt = removing.StillThereAt,
            GrantedAgainAt = removing.GrantedAgainAt,
            Tasks = [.. tasks.Select(task => task.Number)],
        };
    }

    /// <summary>What the item knows, with the newest state of its tasks. Items of earlier builds know only the first task.</summary>
    private static ItemRemoval? RemovalOf(ItemProgress progress, IReadOnlyList<ReviewTask> tasks)
    {
        var known = progress.Removing ?? (progress.Removal is null || progress.EndedAt is not { } ended ? null : new ItemRemoval { DecidedAt = ended });
        return known is null ? null : tasks.Aggregate(known, (removing, task) => removing.With(RemovalTask.Of(task)));
    }
}
