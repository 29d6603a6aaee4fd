using AccessReview.App.Directory;
using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>Opens the approval task of a request. Its id is derived from the case, so opening it twice opens one task.</summary>
public sealed class OpenApproval(RequestStore requests, TaskOpening opening, DirectoryStore directory, TaskCommands commands, PromiseStore promises)
{
    [Function(nameof(OpenApproval))]
    public Task RunAsync([ActivityTrigger] OpeningOf input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return promises.WatchAsync(PromiseKind.Request, input.Case, () => OpenAsync(client, CaseId.From(input.Case), cancellationToken));
    }

    /// <returns>True: the request is written. False: it is not, and its promise stays. The reconciler decides when to give up.</returns>
    private async Task<bool> OpenAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken)
    {
        var stored = await requests.FindAsync(id, cancellationToken);
        if (stored is { Request: { IsUnderWay: true } wanted })
        {
            if (await IsGoneAsync(wanted, cancellationToken))
            {
                // If the request was changed meanwhile, the next try handles it.
                await requests.MoveAsync(stored, wanted with { State = RequestState.Obsolete }, stored.Newest, cancellationToken);
                await promises.KeepAsync(PromiseKind.Request, id.Value, cancellationToken);
                return true;
            }

            // The requester may withdraw it meanwhile. Then settling the task finds the withdrawal and cancels the task.
            await opening.OpenAsync(client, TaskOf(wanted), cancellationToken);
        }
        else if (stored is { Request: { State: RequestState.Cancelled } request })
        {
            var by = Actor.Person(request.RequestedBy);
            await commands.ExecuteAsync(client, new CommandOrder(request.ApprovalTask.Value, by, TaskIntents.Cancel(null)), cancellationToken);
        }

        if (stored is not null)
            await promises.KeepAsync(PromiseKind.Request, id.Value, cancellationToken);
        return stored is not null;
    }

    /// <summary>Nobody can approve a request whose user or entitlement is no longer in the directory.</summary>
    private async Task<bool> IsGoneAsync(AccessRequest request, CancellationToken cancellationToken) =>
        await directory.FindUserAsync(request.For, cancellationToken) is null || await directory.FindEntitlementAsync(request.Entitlement, cancellationToken) is null;

    private static TaskToOpen TaskOf(AccessRequest request) =>
        new(request.ApprovalTask, TaskKind.Approval, request.For, request.Entitlement, request.Case, Actor.Person(request.RequestedBy))
        {
            RequestedBy = request.RequestedBy,
            Reason = request.Reason,
            Until = request.Until,
        };
}
