using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Operation;

/// <summary>Promised work that has failed so far, or that has not been checked for too long.</summary>
/// <param name="Key">Identifies it in calls.</param>
/// <param name="Kind">The kind of promise.</param>
/// <param name="Id">The request, import, run or timer function that it is about.</param>
/// <param name="Since">When it was promised; for a timer, when its run was due.</param>
/// <param name="Tries">The number of retries.</param>
/// <param name="Cause">A short code of the last failure; null: unknown.</param>
/// <param name="NextTry">When it is retried next.</param>
/// <param name="MayCancel">It can be cancelled, and then it is never done.</param>
public sealed record WaitingWork(string Key, PromiseKind Kind, string Id, DateTimeOffset Since, int Tries, string? Cause, DateTimeOffset NextTry, bool MayCancel);

/// <summary>Lists pending work, and retries or cancels it. Both can be repeated without a key, because repeating them has no further effect.</summary>
public sealed partial class ManageWaitingWork(PromiseStore promises, PromiseReconciler reconciler, TimeProvider clock, ILogger<ManageWaitingWork> logger)
{
    [Function("ListWaitingWork")]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists accepted work that has failed so far, the longest wait first. It is retried until it succeeds.", Answers = typeof(Listed<WaitingWork>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/waiting-work")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<WaitingWork>(await ReadAsync(cancellationToken), null));

    [Function("TryWaitingWork")]
    [Requires(OrganizationAction.Operate)]
    [Api("Retries waiting work now, unless it is running or done.", Answers = typeof(Listed<WaitingWork>))]
    public async Task<IResult> TryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/waiting-work/{key}/tries")] HttpRequest request,
        string key,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await TryAsync(client, request.HttpContext.GetCaller(), key, cancellationToken);
        return ApiResult.Ok(new Listed<WaitingWork>(await ReadAsync(cancellationToken), null));
    }

    [Function("CancelWaitingWork")]
    [Requires(OrganizationAction.Operate)]
    [Api("Cancels waiting work that can be cancelled. It does not run again.", Answers = typeof(Listed<WaitingWork>))]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/waiting-work/{key}/cancellation")] HttpRequest request,
        string key,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await CancelAsync(client, request.HttpContext.GetCaller(), key, cancellationToken);
        return ApiResult.Ok(new Listed<WaitingWork>(await ReadAsync(cancellationToken), null));
    }

    /// <summary>Longest wait first. Unsettled tasks are listed as stuck tasks.</summary>
    public async Task<IReadOnlyList<WaitingWork>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. (await promises.AllAsync(cancellationToken)).Where(promise => promise.Kind != PromiseKind.Settling && promise.IsWaiting(now)).Select(promise =>
                new WaitingWork(promise.Key, promise.Kind, promise.Id, promise.Since, promise.Tries, promise.Cause, promise.NextTry, reconciler.MayCancel(promise))),
        ];
    }

    /// <exception cref="ProblemException">404: there is no such work, or it is done.</exception>
    internal async Task TryAsync(DurableTaskClient client, Caller caller, string key, CancellationToken cancellationToken)
    {
        Log.Retried(logger, caller.Id.Value, key);
        if (!await reconciler.TryNowAsync(client, key, cancellationToken))
            throw Problems.NotFound();
    }

    /// <exception cref="ProblemException">404: there is no such work, it is done, or it cannot be cancelled.</exception>
    internal async Task CancelAsync(DurableTaskClient client, Caller caller, string key, CancellationToken cancellationToken)
    {
        Log.Cancelled(logger, caller.Id.Value, key);
        if (!await reconciler.CancelAsync(client, key, cancellationToken))
            throw Problems.NotFound();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Pending work {Key} retried by {Person}")]
        public static partial void Retried(ILogger logger, string person, string key);

        [LoggerMessage(LogLevel.Warning, "Pending work {Key} cancelled by {Person}")]
        public static partial void Cancelled(ILogger logger, string person, string key);
    }
}
