using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.App.Tasks;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Azure;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>Takes a request back, by cancelling the task that it waits for.</summary>
public sealed class RequestWithdrawal(RequestReader reader, RequestStore requests, RequestLedger ledger, TaskCommands commands)
{
    /// <summary>The request as it is afterwards.</summary>
    /// <exception cref="ProblemException">Unknown, over already, refused or busy.</exception>
    internal async Task<StoredRequest> WithdrawAsync(DurableTaskClient client, Caller caller, string id, string? reason, CancellationToken cancellationToken)
    {
        var stored = await reader.ReadAsync(caller, id, cancellationToken);
        switch (stored.Request.State)
        {
            case RequestState.Cancelled:
                return stored;
            case RequestState.Pending or RequestState.Provisioning:
                await CancelTaskAsync(client, caller, stored, reason, cancellationToken);
                break;
            case RequestState.Failed:
                await GiveUpAsync(caller, stored, cancellationToken);
                break;
            case RequestState.Granted or RequestState.Denied or RequestState.Expired or RequestState.Obsolete:
                throw RequestProblems.Over();
        }

        return await reader.ReadAsync(caller, id, cancellationToken);
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
        if (!RequestRules.MayWithdraw(stored.Request, caller.Id, caller.Roles))
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
