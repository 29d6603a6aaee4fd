using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Azure;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Requests;

/// <summary>Withdraws a request: cancels its task, or closes the request itself if there is no task.</summary>
public sealed partial class RequestWithdrawal(
    RequestReader reader, RequestStore requests, RequestLedger ledger, TaskStore tasks, TaskCommands commands, PromiseStore promises, TimeProvider clock, ILogger<RequestWithdrawal> logger)
{
    /// <summary>Returns the request after the withdrawal.</summary>
    /// <param name="operation">The operation of the call; null: it has none and is not repeatable.</param>
    /// <exception cref="ProblemException">Not found, already closed, refused or busy.</exception>
    internal async Task<StoredRequest> WithdrawAsync(
        DurableTaskClient client, Caller caller, string id, string? reason, OperationId? operation, CancellationToken cancellationToken)
    {
        var withdrawn = await Contention.RetryAsync(
            async _ =>
            {
                var stored = await reader.ReadAsync(caller, id, cancellationToken);
                var after = stored.Request.State switch
                {
                    RequestState.Cancelled => stored,
                    RequestState.Pending or RequestState.Provisioning =>
                        await CancelTaskAsync(client, caller, stored, reason, operation, cancellationToken) ?? await CloseAsync(caller, stored),
                    // No task is open: the provisioning failed and was not retried.
                    RequestState.Failed => await CloseAsync(caller, stored),
                    RequestState.Granted or RequestState.Denied or RequestState.Expired or RequestState.Obsolete => throw RequestProblems.Over(),
                };
                return after is null ? Contention.Overtaken<StoredRequest>() : Contention.Done(after);
            },
            () => throw Problems.Busy(),
            cancellationToken);
        // Its approval may have been opened at the same time, or an earlier try may have stopped here.
        if (withdrawn.Newest is null)
            await commands.ExecuteAsync(client, OrderOf(caller, withdrawn.Request.ApprovalTask, reason, operation), CancellationToken.None);
        return withdrawn;
    }

    /// <summary>Returns null if its task is not opened yet.</summary>
    private async Task<StoredRequest?> CancelTaskAsync(
        DurableTaskClient client, Caller caller, StoredRequest stored, string? reason, OperationId? operation, CancellationToken cancellationToken)
    {
        if (await FindTaskAsync(stored, cancellationToken) is not { } task)
            return null;
        switch (await commands.ExecuteAsync(client, OrderOf(caller, task, reason, operation), cancellationToken))
        {
            case CommandResult.Done done:
                await MoveOnAsync(client, done.Task);
                return stored with { Request = stored.Request with { State = RequestState.Cancelled, Question = null }, Newest = TaskMark.Of(done.Task) };
            case CommandResult.NotFound:
                return null;
            case var refused:
                throw TaskAnswers.ProblemIfAny(refused) ?? Problems.Busy();
        }
    }

    /// <summary>The task that the request waits for; null: it is not opened yet, or a decision closed it that can still be undone.</summary>
    private async Task<TaskId?> FindTaskAsync(StoredRequest stored, CancellationToken cancellationToken)
    {
        var known = await tasks.LoadAsync(stored.Newest?.Task ?? stored.Request.ApprovalTask, cancellationToken);
        if (known is { Task.IsOpen: false } && known.Task.UndoUntil(clock.GetUtcNow()) is not null)
            return null;
        if (known is not { Task.IsOpen: false } || RequestRules.TaskAfter(known.Task) is not { } next)
            return known?.Task.Id;
        return (await tasks.LoadAsync(next, cancellationToken))?.Task.Id;
    }

    // A reader of the request may withdraw it if the rules allow it, even without the right to read its task.
    private static CommandOrder OrderOf(Caller caller, TaskId task, string? reason, OperationId? operation) =>
        new(task.Value, caller.Actor, TaskIntents.Cancel(reason)) { Operation = operation };

    /// <summary>Returns null if the request was changed since it was read.</summary>
    private async Task<StoredRequest?> CloseAsync(Caller caller, StoredRequest stored)
    {
        return RequestRules.MayWithdraw(stored.Request, caller.Id, caller.Roles) ? await CloseAsync(stored) : throw Problems.Forbidden();
    }

    /// <summary>Closes a request without a task, or whose task is not opened yet. Then no task is opened.</summary>
    /// <returns>Null: the request was changed since it was read.</returns>
    internal async Task<StoredRequest?> CloseAsync(StoredRequest stored)
    {
        var cancelled = stored.Request with { State = RequestState.Cancelled, Question = null };
        try
        {
            await requests.MoveAsync(stored, cancelled, stored.Newest, CancellationToken.None);
            await promises.KeepAsync(PromiseKind.Request, stored.Request.Case.Value, CancellationToken.None);
            return stored with { Request = cancelled };
        }
        catch (RequestFailedException conflict) when (Contention.IsConflict(conflict))
        {
            return null;
        }
    }

    /// <summary>Settling the cancelled task also updates the request, so a failure here only delays the update.</summary>
    private async Task MoveOnAsync(DurableTaskClient client, ReviewTask task)
    {
        try
        {
            await ledger.UpdateAsync(client, task, CancellationToken.None);
        }
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.NotMoved(logger, task.Case, failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The task of request {Case} was cancelled, but the request could not be updated; the task's pending effects will update it")]
        public static partial void NotMoved(ILogger logger, CaseId @case, Exception failed);
    }
}
