using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Requests;

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    Pending,
    Provisioning,
    Granted,
    Denied,
    Failed,
    Expired,
    Cancelled,

    /// <summary>Nothing was left to decide or to grant: nothing changes.</summary>
    Obsolete,
}

/// <summary>Somebody asks for an entitlement, for themselves or for another. At most one a pair of user and entitlement is under way.</summary>
public sealed record AccessRequest
{
    public required CaseId Case { get; init; }

    public required UserId RequestedBy { get; init; }

    public required UserId For { get; init; }

    public required EntitlementId Entitlement { get; init; }

    public required string Reason { get; init; }

    /// <summary>When the access is to end; null: open end.</summary>
    public DateTimeOffset? Until { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public RequestState State { get; init; }

    public TaskId ApprovalTask => TaskId.Derive(Case.Value, nameof(TaskKind.Approval));

    public bool IsUnderWay => State is RequestState.Pending or RequestState.Provisioning or RequestState.Failed;
}
