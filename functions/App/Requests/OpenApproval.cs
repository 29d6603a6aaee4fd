using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>Opens the approval task of a request. Its identifier comes from the case: again is once.</summary>
public sealed class OpenApproval(RequestStore requests, TaskOpening opening)
{
    [Function(nameof(OpenApproval))]
    public async Task RunAsync([ActivityTrigger] OpeningOf input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await requests.FindAsync(CaseId.From(input.Case), cancellationToken) is not { Request: { IsUnderWay: true } request })
            return;

        var task = new TaskToOpen(request.ApprovalTask, TaskKind.Approval, request.For, request.Entitlement, request.Case, Actor.Person(request.RequestedBy))
        {
            RequestedBy = request.RequestedBy,
            Reason = request.Reason,
            Until = request.Until,
        };
        await opening.OpenAsync(client, task, cancellationToken);
    }
}
