using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>A request as the API shows it.</summary>
/// <param name="Task">The task that it waits for, or that ended it.</param>
public sealed record RequestView(
    CaseId Id,
    UserId RequestedBy,
    UserId For,
    EntitlementId Entitlement,
    string Reason,
    DateTimeOffset? Until,
    DateTimeOffset RequestedAt,
    RequestState State,
    TaskId Task)
{
    internal static RequestView Of(StoredRequest stored) => Of(stored.Request, stored.Newest?.Task);

    internal static RequestView Of(AccessRequest request, TaskId? task) => new(
        request.Case,
        request.RequestedBy,
        request.For,
        request.Entitlement,
        request.Reason,
        request.Until,
        request.RequestedAt,
        request.State,
        task ?? request.ApprovalTask);
}
