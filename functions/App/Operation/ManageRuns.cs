using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Runs;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Operation;

/// <summary>A long operation that has not ended.</summary>
/// <param name="Key">Identifies it in calls.</param>
/// <param name="Kind">import, importCheck, indexRebuild or auditCheck.</param>
/// <param name="Id">The import or run.</param>
/// <param name="Since">When it was accepted.</param>
/// <param name="Tries">How often it was started again.</param>
public sealed record OpenRun(string Key, PromiseKind Kind, string Id, DateTimeOffset Since, int Tries);

/// <summary>Lists imports, index rebuilds and audit checks that have not ended, and cancels them. What they have already done stays.</summary>
public sealed partial class ManageRuns(PromiseReconciler reconciler, ILogger<ManageRuns> logger)
{
    [Function("ListRuns")]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists imports, index rebuilds and audit checks that have not ended, oldest first.", Answers = typeof(Listed<OpenRun>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<OpenRun>(await ReadAsync(client, cancellationToken), null));

    [Function("CancelRun")]
    [Requires(OrganizationAction.Operate)]
    [Api("Cancels an import, an index rebuild or an audit check. What it has already done stays.", Answers = typeof(Listed<OpenRun>))]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/runs/{key}/cancellation")] HttpRequest request,
        string key,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await CancelAsync(client, request.HttpContext.GetCaller(), key, cancellationToken);
        return ApiResult.Ok(new Listed<OpenRun>(await ReadAsync(client, cancellationToken), null));
    }

    public async Task<IReadOnlyList<OpenRun>> ReadAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        [.. (await reconciler.UnderWayAsync(client, LongOperations.Includes, cancellationToken)).Select(run => new OpenRun(run.Key, run.Kind, run.Id, run.Since, run.Tries))];

    /// <exception cref="ProblemException">404: there is no such run, or it has ended.</exception>
    internal async Task CancelAsync(DurableTaskClient client, Caller caller, string key, CancellationToken cancellationToken)
    {
        if ((await ReadAsync(client, cancellationToken)).All(run => run.Key != key) || !await reconciler.CancelAsync(client, key, cancellationToken))
            throw Problems.NotFound();
        Log.Cancelled(logger, caller.Id.Value, key);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Run {Key} cancelled by {Person}")]
        public static partial void Cancelled(ILogger logger, string person, string key);
    }
}
