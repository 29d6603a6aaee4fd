using AccessReview.Emulator.Durable.Dispatch;
using AccessReview.Emulator.Durable.Protocol;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>The engine's middleware that runs turns in the worker.</summary>
internal sealed class OrchestratorTurns(IDurableWorker worker, DurableOptions options, TimeProvider clock)
{
    public async Task RunAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        var item = (OrchestrationItem)context.GetProperty<TaskOrchestrationWorkItem>();
        // The engine used the machine's time; for the code this is the current time.
        foreach (var started in state.NewEvents.OfType<OrchestratorStartedEvent>())
            started.Timestamp = clock.GetUtcNow().UtcDateTime;
        if (options.KeepHistories)
            item.Executions.Add(state);
        context.SetProperty(await RunAsync(state, item));
    }

    private async Task<OrchestratorExecutionResult> RunAsync(OrchestrationRuntimeState state, OrchestrationItem item)
    {
        if (state.PastEvents.Count == 0 && state.NewEvents.OfType<ExecutionTerminatedEvent>().FirstOrDefault() is { } terminated)
            return Ended(OrchestrationStatus.Terminated, terminated.Input, null);
        if (!worker.HasOrchestrator(state.Name))
            return Failed(FunctionFailures.NoOrchestrator(state.Name));

        try
        {
            var response = await RunInWorkerAsync(state, item);
            var actions = response.Actions.Select(action => action.ToCore()).ToList();
            Forward(state.OrchestrationInstance!.InstanceId, actions);
            return new OrchestratorExecutionResult { Actions = actions, CustomStatus = response.CustomStatus };
        }
        catch (WorkerFailureException failed)
        {
            return Failed(failed.Details);
        }
        // The turn's result is unknown, so nothing is written and the turn is retried.
#pragma warning disable CA1031
        catch (Exception unknown)
#pragma warning restore CA1031
        {
            throw new SessionAbortedException(unknown.Message, unknown);
        }
    }

    /// <summary>
    /// A worker that continues as new sends unprocessed events to its own instance, where newer events would overtake them.
    /// Instead, they become the first events of the next execution.
    /// </summary>
    private static void Forward(string instanceId, List<OrchestratorAction> actions)
    {
        var again = actions.OfType<OrchestrationCompleteOrchestratorAction>().FirstOrDefault();
        if (again is not { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew })
            return;

        var own = actions.OfType<SendEventOrchestratorAction>().Where(sent => sent.Instance!.InstanceId == instanceId).ToList();
        for (var i = 0; i < own.Count; i++)
            again.CarryoverEvents.Insert(i, new EventRaisedEvent(-1, own[i].EventData) { Name = own[i].EventName });
        actions.RemoveAll(action => own.Contains(action));
    }

    private async Task<P.OrchestratorResponse> RunInWorkerAsync(OrchestrationRuntimeState state, OrchestrationItem item)
    {
        var processId = await worker.WhenUpAsync();
        var instance = state.OrchestrationInstance!; // The engine runs no instance without a start.
        var isFirstExecution = instance.ExecutionId == item.Instance.ExecutionId;
        var isWarm = options.ExtendedSessionsEnabled && isFirstExecution && item.Instance.WarmIn == processId;
        var request = new P.OrchestratorRequest { InstanceId = instance.InstanceId, ExecutionId = instance.ExecutionId };
        // Sub-orchestrations without their own version get this one.
        if (options.DefaultVersion.Length > 0)
            request.Properties["defaultVersion"] = Value.ForString(options.DefaultVersion);
        request.NewEvents.AddRange(state.NewEvents.Select(happened => happened.ToProtobuf()));
        if (options.ExtendedSessionsEnabled)
        {
            request.Properties["IsExtendedSession"] = Value.ForBool(true);
            request.Properties["ExtendedSessionIdleTimeoutInSeconds"] = Value.ForNumber(options.ExtendedSessionIdleTimeoutInSeconds);
        }

        var response = isWarm ? await RunTurnAsync(state, request, withHistory: false) : null;
        if (response is null or { RequiresHistory: true })
            response = await RunTurnAsync(state, request, withHistory: true);
        item.RanIn = options.ExtendedSessionsEnabled ? processId : null;
        return response;
    }

    private async Task<P.OrchestratorResponse> RunTurnAsync(OrchestrationRuntimeState state, P.OrchestratorRequest request, bool withHistory)
    {
        if (options.ExtendedSessionsEnabled)
            request.Properties["IncludeState"] = Value.ForBool(withHistory);
        if (withHistory)
            request.PastEvents.AddRange(state.PastEvents.Select(happened => happened.ToProtobuf()));
        var response = await worker.RunOrchestratorAsync(state.Name, Convert.ToBase64String(request.ToByteArray()));
        return P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }

    private static OrchestratorExecutionResult Failed(FailureDetails failure) => Ended(OrchestrationStatus.Failed, null, failure);

    private static OrchestratorExecutionResult Ended(OrchestrationStatus status, string? result, FailureDetails? failure) => new()
    {
        Actions = [new OrchestrationCompleteOrchestratorAction { OrchestrationStatus = status, Result = result, FailureDetails = failure }],
    };
}
