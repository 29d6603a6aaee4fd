using AccessReview.App.Promises;
using AccessReview.Domain.Requests;

namespace AccessReview.App.Requests;

/// <summary>Finds out whether opening the approval of a request has failed so far.</summary>
public sealed class RetriedOpenings(PromiseStore promises, TimeProvider clock)
{
    /// <summary>Returns null if it is opened, or if nothing has failed.</summary>
    internal async Task<Promise?> FindAsync(StoredRequest stored, CancellationToken cancellationToken)
    {
        if (stored.Request.State != RequestState.Pending || stored.Newest is not null)
            return null;
        return await promises.FindAsync(PromiseKind.Request, stored.Request.Case.Value, cancellationToken) is { } promise && promise.IsWaiting(clock.GetUtcNow()) ? promise : null;
    }
}
