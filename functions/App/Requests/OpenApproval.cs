using AccessReview.App.Tasks;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>Opens the approval task of a request. Its identifier comes from the case: again is once.</summary>
public sealed class OpenApproval(RequestStore requests, TaskOpening opening, TaskCommands commands)
{
    [Function(nameof(OpenApproval))]
    public async Task RunAsync([ActivityTrigger] OpeningOf input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var id = CaseId.From(input.Case);
        var request = (await requests.FindAsync(id, cancellationToken))?.Request;
        if (request is { IsUnderWay: true })
        {
            await opening.OpenAsync(client, TaskOf(request), cancellationToken);
            request = (await requests.FindAsync(id, cancellationToken))?.Request;
        }

        // The requester may withdraw it at the very moment in which its approval is opened; then nobody has to decide.
        if (request is { State: RequestState.Cancelled })
        {
            var by = Actor.Person(request.RequestedBy);
            await commands.ExecuteAsync(client, request.ApprovalTask, context => new TaskCommand.Cancel(null) { At = context.At, By = by, Facts = context.Facts }, cancellationToken);
        }
    }

    private static TaskToOpen TaskOf(AccessRequest request) =>
        new(request.ApprovalTask, TaskKind.Approval, request.For, request.Entitlement, request.Case, Actor.Person(request.RequestedBy))
        {
            RequestedBy = request.RequestedBy,
            Reason = request.Reason,
            Until = request.Until,
        };
}
