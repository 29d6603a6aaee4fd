using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Azure;

namespace AccessReview.App.Requests;

/// <summary>Moves a request as the tasks of its case move. The same news twice, or old news late, move nothing.</summary>
public sealed class RequestLedger(RequestStore requests)
{
    private const int Attempts = 5;

    public async Task UpdateAsync(ReviewTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Kind is not (TaskKind.Approval or TaskKind.Provisioning))
            return;

        var news = TaskMark.Of(task);
        for (var attempt = 1; ; attempt++)
        {
            // A withdrawn request stays withdrawn, also where its approval was being opened at the same moment.
            if (await requests.FindAsync(task.Case, cancellationToken) is not { Request.State: not RequestState.Cancelled } found || !news.IsNewerThan(found.Newest))
                return;

            try
            {
                await requests.MoveAsync(found, found.Request with { State = RequestRules.StateAfter(task) }, news, cancellationToken);
                return;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Somebody else moved it: look again.
            }
        }
    }
}
