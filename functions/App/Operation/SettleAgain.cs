using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Operation;

/// <param name="Restart">Start a new orchestration even if the current one reports that it is running.</param>
public sealed record SettleAgainRequest(bool Restart = false);

/// <param name="Task">The task's identifier.</param>
/// <param name="Version">All effects up to this event have been applied.</param>
/// <param name="Orchestration">The state of the task's orchestration: Running, or Completed for a task that has ended.</param>
/// <param name="Restarted">A new orchestration was just started.</param>
public sealed record SettledAgain(string Task, long Version, string Orchestration, bool Restarted);

/// <summary>
/// Applies all effects of a task's history again (lists, follow-up tasks, grants, notifications), and makes sure that its orchestration runs.
/// What is already correct does not change.
/// </summary>
public sealed partial class SettleAgain(TaskReader reader, TaskSettler settler, TaskStore store, TaskRestart restarts, TimeProvider clock, ILogger<SettleAgain> logger)
{
    [Function(nameof(SettleAgain))]
    [Requires(OrganizationAction.Operate)]
    [Api("Applies all effects of a task again from its first event, and restarts its orchestration if it has stopped.", Takes = typeof(SettleAgainRequest), Answers = typeof(SettledAgain))]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/tasks/{task}/settlements")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<SettleAgainRequest>(cancellationToken);
        return ApiResult.Ok(await SettleAsync(client, request.HttpContext.GetCaller(), task, wanted.Restart, request.HttpContext.GetOperation(), cancellationToken));
    }

    /// <param name="task">The task's identifier or number.</param>
    /// <param name="restart">Restart even if the current orchestration reports that it is running.</param>
    /// <exception cref="ProblemException">404: there is no such task.</exception>
    public Task<SettledAgain> SettleAsync(DurableTaskClient client, Caller caller, string task, bool restart, CancellationToken cancellationToken) =>
        SettleAsync(client, caller, task, restart, OperationId.New(clock.GetUtcNow()), cancellationToken);

    private async Task<SettledAgain> SettleAsync(
        DurableTaskClient client, Caller caller, string task, bool restart, OperationId operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var id = (await reader.ReadAsync(caller, task, cancellationToken)).Task.Id;
        Log.Started(logger, caller.Id.Value, id.Value);

        (await settler.SettleAgainAsync(client, id, cancellationToken))?.ThrowIfPending();
        var stored = await store.LoadAsync(id, cancellationToken) ?? throw Problems.NotFound();
        var status = await TaskRestart.StatusAsync(client, stored, cancellationToken);
        var restarted = stored.Task.IsOpen
            && (restart || TaskRestart.IsGone(status) || TaskRestart.WasDone(stored, operation.Value))
            && await restarts.RestartAsync(client, stored, operation.Value, cancellationToken);
        return new SettledAgain(id.Value, stored.Task.Version, (restarted ? OrchestrationRuntimeStatus.Running : status)?.ToString() ?? "Missing", restarted);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Retry of the pending effects of task {Task} started by {Person}")]
        public static partial void Started(ILogger logger, string person, string task);
    }
}
