using AccessReview.App.Promises;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>The approval of a request could not be opened yet. It is retried until it succeeds.</summary>
/// <param name="Since">When the request was made.</param>
/// <param name="Tries">The number of retries.</param>
/// <param name="NextTry">When it is retried next.</param>
public sealed record RetriedOpeningView(DateTimeOffset Since, int Tries, DateTimeOffset NextTry)
{
    internal static RetriedOpeningView? Of(Promise? promise) => promise is null ? null : new(promise.Since, promise.Tries, promise.NextTry);
}

/// <summary>A request as the API returns it.</summary>
/// <param name="Task">The task that it waits for, or that closed it.</param>
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
    /// <summary>Set while its approval could not be opened; null: it is opened, or nothing has failed.</summary>
    public RetriedOpeningView? Retried { get; init; }

    /// <summary>The open question to the requester; null: none.</summary>
    public OpenQuestion? Question { get; init; }

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
        task ?? request.ApprovalTask)
    {
        Question = request.Question,
    };
}
