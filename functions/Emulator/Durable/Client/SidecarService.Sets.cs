using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Durable.Storage;
using DurableTask.Core;
using DurableTask.Core.History;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;
using Status = Microsoft.DurableTask.Protobuf.OrchestrationStatus;

namespace AccessReview.Emulator.Durable.Client;

/// <summary>Starts, queries and purges instances.</summary>
internal sealed partial class SidecarService
{
    private const int DefaultPageSize = 100;

    private static readonly Status[] Finished = [Status.Completed, Status.Failed, Status.Terminated, Status.Canceled];

    private static readonly Status[] Any = [.. Finished, Status.Running, Status.Pending, Status.Suspended];

    public override Task<P.CreateInstanceResponse> StartInstance(
        P.CreateInstanceRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        var started = new ExecutionStartedEvent(-1, request.Input)
        {
            Name = request.Name,
            // An empty version is a valid version.
            Version = request.Version ?? options.DefaultVersion,
            OrchestrationInstance = New(request.InstanceId.Length > 0 ? request.InstanceId : Guid.NewGuid().ToString("N")),
            ScheduledStartTime = request.ScheduledStartTimestamp?.ToDateTime(),
            ParentTraceContext = request.ParentTraceContext.ToCore(),
            Tags = request.Tags.ToCore(),
        };
        var replaceable = Replaceable(request.OrchestrationIdReusePolicy);
        if (!replaceable.Contains(Status.Terminated) && replaceable.Any(status => !status.IsFinished() && status != Status.Canceled))
        {
            throw new RpcException(new Grpc.Core.Status(
                StatusCode.InvalidArgument,
                "A running instance that may be replaced is terminated first, so 'Terminated' cannot be a status that refuses the start."));
        }

        await StartAsync(started, replaceable, context.CancellationToken);
        return new P.CreateInstanceResponse { InstanceId = started.OrchestrationInstance.InstanceId };
    });

    public override Task<P.RestartInstanceResponse> RestartInstance(
        P.RestartInstanceRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        var state = Existing(request.InstanceId);
        if (!request.RestartWithNewInstanceId && !state.OrchestrationStatus.IsFinished())
            throw WrongStatus(state);

        var started = new ExecutionStartedEvent(-1, state.Input)
        {
            Name = state.Name,
            Version = state.Version,
            OrchestrationInstance = New(request.RestartWithNewInstanceId ? Guid.NewGuid().ToString("N") : state.InstanceId),
            Tags = state.Tags.ToCore(),
        };
        await StartAsync(started, Finished, context.CancellationToken);
        return new P.RestartInstanceResponse { InstanceId = started.OrchestrationInstance.InstanceId };
    });

    public override Task<P.QueryInstancesResponse> QueryInstances(
        P.QueryInstancesRequest request, ServerCallContext context) => GuardedAsync(() =>
    {
        var query = request.Query;
        var size = query.MaxInstanceCount > 0 ? query.MaxInstanceCount : DefaultPageSize;
        var isOtherHub = query.TaskHubNames.Count > 0 && !query.TaskHubNames.Contains(options.HubName, StringComparer.OrdinalIgnoreCase);
        // One more row than the page size shows whether there is another page.
        var found = isOtherHub ? [] : hub.Query(query, size + 1);
        var page = found.Take(size).ToList();
        var answer = new P.QueryInstancesResponse { ContinuationToken = found.Count > size ? page[^1].InstanceId : null };
        answer.OrchestrationState.AddRange(page.Select(state => Listed(state, query.FetchInputsAndOutputs)));
        return Task.FromResult(answer);
    });

    public override Task<P.ListInstanceIdsResponse> ListInstanceIds(
        P.ListInstanceIdsRequest request, ServerCallContext context) => GuardedAsync(() =>
    {
        var size = request.PageSize > 0 ? request.PageSize : DefaultPageSize;
        var found = hub.Ended(request, size + 1);
        var answer = new P.ListInstanceIdsResponse { LastInstanceKey = found.Count > size ? found[size - 1] : null };
        answer.InstanceIds.AddRange(found.Take(size));
        return Task.FromResult(answer);
    });

    public override Task<P.PurgeInstancesResponse> PurgeInstances(
        P.PurgeInstancesRequest request, ServerCallContext context) => GuardedAsync(async () =>
    {
        if (request.RequestCase == P.PurgeInstancesRequest.RequestOneofCase.InstanceBatch)
            throw new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "Purging a batch of instance IDs is not supported."));
        if (request.HasInstanceId && hub.Find(request.InstanceId) is { } state && !state.OrchestrationStatus.IsFinished())
            throw WrongStatus(state);
        return new P.PurgeInstancesResponse { DeletedInstanceCount = await hub.PurgeAsync(request), IsComplete = true };
    });

    private async Task StartAsync(
        ExecutionStartedEvent started, IReadOnlyCollection<Status> replaceable, CancellationToken cancellationToken)
    {
        while (await hub.CreateAsync(started, replaceable) is { } existing)
        {
            if (!replaceable.Contains(existing.OrchestrationStatus))
            {
                throw new RpcException(new Grpc.Core.Status(
                    StatusCode.AlreadyExists,
                    $"An orchestration with instance ID '{started.OrchestrationInstance.InstanceId}' and status "
                    + $"'{existing.OrchestrationStatus}' already exists"));
            }

            var reason = $"\"Replaced by a new instance with the same instance ID; its status was {existing.OrchestrationStatus}.\"";
            await hub.PostAsync(existing.InstanceId, new ExecutionTerminatedEvent(-1, reason));
            await hub.WaitAsync(
                existing.InstanceId, state => state is null || state.OrchestrationStatus.IsFinished(), cancellationToken);
        }
    }

    /// <summary>As by the extension, a list has the custom status without payloads, too.</summary>
    private static P.OrchestrationState Listed(P.OrchestrationState state, bool withPayloads)
    {
        var status = state.CustomStatus ?? NoStatus;
        var listed = Shown(state, withPayloads);
        listed.CustomStatus = status;
        return listed;
    }

    private IReadOnlyCollection<Status> Replaceable(P.OrchestrationIdReusePolicy? policy)
    {
        if (policy is not null)
            return policy.ReplaceableStatus;
        return options.OverridableExistingInstanceStates == OverridableStates.AnyState ? Any : Finished;
    }

    private static OrchestrationInstance New(string instanceId) =>
        new() { InstanceId = instanceId, ExecutionId = Guid.NewGuid().ToString("N") };
}
