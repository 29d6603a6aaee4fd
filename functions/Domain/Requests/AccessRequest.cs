using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Requests;

/// <summary>The status of a request.</summary>
public enum RequestState
{
    Pending,
    Provisioning,
    Granted,
    Denied,
    Failed,
    Expired,
    Cancelled,

    /// <summary>Nothing was left to decide or to grant. No access changes.</summary>
    Obsolete,
}

/// <summary>
/// A user requests an entitlement for themselves or for another user. Each user and entitlement has at most one open request.
/// </summary>
public sealed record AccessRequest
{
    public required CaseId Case { get; init; }

    public required UserId RequestedBy { get; init; }

    public required UserId For { get; init; }

    public required EntitlementId Entitlement { get; init; }

    public required string Reason { get; init; }

    /// <summary>When the access ends; null: no end date.</summary>
    public DateTimeOffset? Until { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public RequestState State { get; init; }

    /// <summary>The open question of its task; null: none.</summary>
    public OpenQuestion? Question { get; init; }

    public TaskId ApprovalTask => TaskId.Derive(Case.Value, nameof(TaskKind.Approval));

    public bool IsUnderWay => State is RequestState.Pending or RequestState.Provisioning or RequestState.Failed;
}
