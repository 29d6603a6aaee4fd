using AccessReview.Emulator.Durable.Dispatch;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Storage;
using DurableTask.Core.History;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;
using Status = Microsoft.DurableTask.Protobuf.OrchestrationStatus;

namespace AccessReview.Emulator.Durable.Client;

/// <summary>The service that a function's durable client calls. Responses and refusals are those of the Functions extension.</summary>
internal sealed partial class SidecarService(SqliteOrchestrationService hub, DurableOptions options)
    : P.TaskHubSidecarService.TaskHubSidecarServiceBase
{
    /// <summary>Azure Storage keeps a custom status from the start: JSON's null.</summary>
    private const string NoStatus = "null";

    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<P.RaiseEventResponse> RaiseEvent(
        P.RaiseEventRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        await SendAsync(request.InstanceId, new EventRaisedEvent(-1, request.Input) { Name = request.Name });
        return new P.RaiseEventResponse();
    });

    public override Task<P.TerminateResponse> TerminateInstance(
        P.TerminateRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        Running(request.InstanceId);
        await hub.PostAsync(request.InstanceId, new ExecutionTerminatedEvent(-1, request.Output), request.Recursive);
        return new P.TerminateResponse();
    });

    public override Task<P.SuspendResponse> SuspendInstance(P.SuspendRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        await SendAsync(request.InstanceId, new ExecutionSuspendedEvent(-1, request.Reason), Status.Running, Status.Pending);
        return new P.SuspendResponse();
    });

    public override Task<P.ResumeResponse> ResumeInstance(P.ResumeRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        await SendAsync(request.InstanceId, new ExecutionResumedEvent(-1, request.Reason), Status.Suspended);
        return new P.ResumeResponse();
    });

    public override Task<P.RewindInstanceResponse> RewindInstance(
        P.RewindInstanceRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        var state = Existing(request.InstanceId);
        if (state.OrchestrationStatus != Status.Failed)
            throw WrongStatus(state);
        await hub.RewindAsync(request.InstanceId, request.Reason);
        return new P.RewindInstanceResponse();
    });

    public override Task<P.GetInstanceResponse> GetInstance(P.GetInstanceRequest request, ServerCallContext context) =>
        GuardedAsync(() => Task.FromResult(Answer(hub.Find(request.InstanceId), request)));

    public override Task<P.GetInstanceResponse> WaitForInstanceStart(P.GetInstanceRequest request, ServerCallContext context) =>
        WaitAsync(request, state => state.OrchestrationStatus != Status.Pending, context.CancellationToken);

    public override Task<P.GetInstanceResponse> WaitForInstanceCompletion(P.GetInstanceRequest request, ServerCallContext context) =>
        WaitAsync(request, state => state.OrchestrationStatus.IsFinished(), context.CancellationToken);

    /// <summary>Streams the history of the current execution, one chunk per turn.</summary>
    public override async Task StreamInstanceHistory(
        P.StreamInstanceHistoryRequest request, IServerStreamWriter<P.HistoryChunk> responseStream, ServerCallContext context)
    {
        var chunks = await GuardedAsync(() =>
        {
            Existing(request.InstanceId);
            return Task.FromResult(hub.History(request.InstanceId));
        });
        foreach (var chunk in chunks)
            await responseStream.WriteAsync(chunk, context.CancellationToken);
    }

    /// <remarks>As by the extension, an instance that does not exist yet is waited for, too: a sub-orchestration, say.</remarks>
    private Task<P.GetInstanceResponse> WaitAsync(
        P.GetInstanceRequest request,
        Func<P.OrchestrationState, bool> isReached,
        CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        var state = await hub.WaitAsync(request.InstanceId, state => state is not null && isReached(state), cancellationToken);
        return Answer(state, request);
    });

    /// <remarks>As in the extension, the instance is checked first; an event for an instance that completes right then is lost.</remarks>
    private Task SendAsync(string instanceId, HistoryEvent happened, params Status[] acceptedIn)
    {
        var state = Running(instanceId);
        return acceptedIn.Length == 0 || acceptedIn.Contains(state.OrchestrationStatus)
            ? hub.PostAsync(instanceId, happened)
            : throw WrongStatus(state);
    }

    private P.OrchestrationState Running(string instanceId)
    {
        var state = Existing(instanceId);
        return state.OrchestrationStatus.IsFinished() ? throw WrongStatus(state) : state;
    }

    private P.OrchestrationState Existing(string instanceId) => hub.Find(instanceId) ?? throw NotFound(instanceId);

    /// <summary>Maps storage failures to Unavailable, as when the real host's backend is unavailable.</summary>
    private static async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StorageException fault)
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, fault.Message, fault));
        }
    }

    private static P.GetInstanceResponse Answer(P.OrchestrationState? state, P.GetInstanceRequest request) => state is null
        ? new P.GetInstanceResponse { Exists = false }
        : new P.GetInstanceResponse { Exists = true, OrchestrationState = Shown(state, request.GetInputsAndOutputs) };

    private static P.OrchestrationState Shown(P.OrchestrationState state, bool withPayloads)
    {
        state.CustomStatus = withPayloads ? state.CustomStatus ?? NoStatus : null;
        if (!withPayloads)
            (state.Input, state.Output, state.FailureDetails) = (null, null, null);
        return state;
    }

    private static RpcException NotFound(string instanceId) =>
        new(new Grpc.Core.Status(StatusCode.NotFound, $"No instance with ID '{instanceId}' was found."));

    private static RpcException WrongStatus(P.OrchestrationState state) =>
        new(new Grpc.Core.Status(
            StatusCode.FailedPrecondition, $"The orchestration instance {state.InstanceId} is in the {state.OrchestrationStatus} state."));
}
