using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using Azure;

namespace AccessReview.App.Requests;

/// <summary>
/// Closes the failed requests for a person who has left. The tasks of all other open requests close when they follow the directory, and
/// that updates the request and notifies the requester. A failed request has no open task.
/// </summary>
public sealed class LeaverRequests(RequestStore requests, PromiseStore promises)
{
    internal async Task CloseAsync(UserId person, CancellationToken cancellationToken)
    {
        foreach (var id in (await requests.UnderWayOfAsync(person, cancellationToken)).Values)
        {
            if (await requests.FindAsync(id, cancellationToken) is not { Request.State: RequestState.Failed } stored)
                continue;
            try
            {
                await requests.MoveAsync(stored, stored.Request with { State = RequestState.Obsolete, Question = null }, stored.Newest, cancellationToken);
                await promises.KeepAsync(PromiseKind.Request, id.Value, cancellationToken);
            }
            catch (RequestFailedException conflict) when (Contention.IsConflict(conflict))
            {
                // It was changed at the same time, for example retried. The next check finds what became of it.
            }
        }
    }
}
