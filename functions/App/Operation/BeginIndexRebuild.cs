using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Runs;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Operation;

/// <param name="Id">The id of the rebuild.</param>
/// <param name="Status">Pending, Running, Completed, Failed, or Terminated if it was cancelled.</param>
/// <param name="Tasks">Tasks whose rows have been written.</param>
/// <param name="Removed">Removed rows that belong to no task.</param>
/// <param name="Revived">Open tasks without an orchestration, for which one was started.</param>
public sealed record IndexRebuildView(string Id, string Status, int Tasks, int Removed, int Revived);

/// <summary>
/// Rebuilds everything that is derived from the tasks: after a restore, a lost table, a change of the durable backend, or if a list
/// seems wrong. The app stays available meanwhile. Every night a part of it makes sure that each open task has an orchestration.
/// </summary>
public sealed partial class BeginIndexRebuild(IndexRebuild rebuild, PromiseStore promises, TimeProvider clock, ILogger<BeginIndexRebuild> logger)
{
    [Function("ReviveTasks")]
    public async Task ReviveAsync([TimerTrigger("0 50 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // The first night after an upgrade that adds index rows writes them.
        var part = await rebuild.IsWholeAsync(cancellationToken) ? RebuildPart.Revive : RebuildPart.People;
        await OperationRun.StartAsync(client, promises, PromiseKind.IndexRebuild, nameof(RebuildIndex), new RebuildProgress(part), clock.GetUtcNow(), cancellationToken);
    }

    [Function(nameof(BeginIndexRebuild))]
    [Requires(OrganizationAction.Operate)]
    [Api("Starts to rebuild the index of all lists from the tasks, and the orchestrations of open tasks.", Answers = typeof(IndexRebuildView), Status = 202)]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/index-rebuilds")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var id = await BeginAsync(client, request.HttpContext.GetCaller(), request.HttpContext.GetOperation(), cancellationToken);
        return ApiResult.Accepted($"/api/v1/operation/index-rebuilds/{id}", new IndexRebuildView(id, nameof(OrchestrationRuntimeStatus.Pending), 0, 0, 0));
    }

    /// <returns>The id of the rebuild.</returns>
    public Task<string> BeginAsync(DurableTaskClient client, Caller caller, CancellationToken cancellationToken) =>
        BeginAsync(client, caller, OperationId.New(clock.GetUtcNow()), cancellationToken);

    private async Task<string> BeginAsync(DurableTaskClient client, Caller caller, OperationId operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var id = await OperationRun.StartAsync(client, promises, PromiseKind.IndexRebuild, nameof(RebuildIndex), new RebuildProgress(RebuildPart.People), operation, cancellationToken);
        Log.Started(logger, caller.Id.Value, id);
        return id;
    }

    [Function("ReadIndexRebuild")]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Progress of an index rebuild.", Answers = typeof(IndexRebuildView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/index-rebuilds/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (status, progress) = await OperationRun.FindAsync<RebuildProgress>(client, promises, PromiseKind.IndexRebuild, nameof(RebuildIndex), id, cancellationToken);
        return ApiResult.Ok(new IndexRebuildView(id, status, progress?.Tasks ?? 0, progress?.Removed ?? 0, progress?.Revived ?? 0));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Index rebuild {Rebuild} started by {Person}")]
        public static partial void Started(ILogger logger, string person, string rebuild);
    }
}
