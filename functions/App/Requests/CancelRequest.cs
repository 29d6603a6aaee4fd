using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <param name="Reason">In the caller's words; may be left out.</param>
public sealed record CancellationBody(string? Reason = null);

/// <summary>Takes a request back, by cancelling the task that it waits for.</summary>
public sealed class CancelRequest(RequestReader reader, RequestStore requests, RequestLedger ledger, TaskCommands commands)
{
    [Function(nameof(CancelRequest))]
    [Requires(OrganizationAction.RequestAccess)]
    [Api("Takes a request back.", Takes = typeof(CancellationBody), Answers = typeof(RequestView))]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/requests/{id}/cancellation")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var body = await request.ReadJsonAsync<CancellationBody>(cancellationToken);
        var stored = await reader.ReadAsync(caller, id, cancellationToken);
        switch (stored.Request.State)
        {
            case RequestState.Cancelled:
                return ApiResult.Ok(RequestView.Of(stored));
            case RequestState.Pending or RequestState.Provisioning:
                await CancelTaskAsync(client, caller, stored, body.Reason, cancellationToken);
                break;
            case RequestState.Failed:
                await GiveUpAsync(caller, stored, cancellationToken);
                break;
            case RequestState.Granted or RequestState.Denied or RequestState.Expired:
                throw RequestProblems.Over();
        }

        return ApiResult.Ok(RequestView.Of(await reader.ReadAsync(caller, id, cancellationToken)));
    }

    private async Task CancelTaskAsync(DurableTaskClient client, Caller caller, StoredRequest stored, string? reason, CancellationToken cancellationToken)
    {
        var task = stored.Newest?.Task ?? stored.Request.ApprovalTask;
        var result = await commands.ExecuteAsync(
            client, task, context => new TaskCommand.Cancel(reason) { At = context.At, By = caller.Actor, Facts = context.Facts }, cancellationToken);
        switch (result)
        {
            case CommandResult.Done done:
                await ledger.UpdateAsync(done.Task, CancellationToken.None);
                break;
            case CommandResult.Refused refused:
                throw Problems.Of(refused.Why, refused.Task);
            default:
                throw Problems.Busy(); // Its task is about to be opened.
        }
    }

    /// <summary>Nothing waits any more: the provisioning failed and is not tried again.</summary>
    private async Task GiveUpAsync(Caller caller, StoredRequest stored, CancellationToken cancellationToken)
    {
        var relation = stored.Request.RequestedBy == caller.Id ? Relations.Requester : Relations.None;
        if (!AccessTable.Allows(TaskAction.Cancel, ReviewState.Open, caller.Roles, relation))
            throw Problems.Forbidden();
        try
        {
            await requests.MoveAsync(stored, stored.Request with { State = RequestState.Cancelled }, stored.Newest, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            throw Problems.Busy();
        }
    }
}
