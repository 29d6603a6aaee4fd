using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>The task that granted an access.</summary>
/// <param name="Task">Its number.</param>
/// <param name="Case">The request or review that led to it.</param>
/// <param name="RequestedBy">Null: nobody in particular.</param>
/// <param name="DoneBy">Who granted the access in the app; null: nobody in particular.</param>
public sealed record GrantTaskEvidence(int Task, CaseId Case, UserId? RequestedBy, string? RequestReason, UserId? DoneBy, DateTimeOffset? DoneAt);

/// <summary>Reads how an access was granted.</summary>
public sealed class GrantOriginReader(TaskStore tasks)
{
    /// <summary>Null: it was imported or inherited, or its task is not stored any more.</summary>
    internal async Task<GrantTaskEvidence?> FindAsync(Grant grant, CancellationToken cancellationToken) =>
        grant is { Origin: GrantOrigin.Task, Through: { } id } && await tasks.LoadAsync(TaskId.From(id), cancellationToken) is { Task: var task }
            ? new GrantTaskEvidence(task.Number, task.Case, task.RequestedBy, task.RequestReason, task.LastDecision?.By, task.ClosedAt)
            : null;
}
