using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Storage;
using DurableTask.Core.History;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>An instance with the history of its current execution, as last committed. Only one turn at a time uses it.</summary>
internal sealed class HubInstance
{
    public required P.OrchestrationState State { get; set; }

    public required IList<HistoryEvent> History { get; set; }

    /// <summary>The worker process that still has the state of the last committed turn in memory, or null.</summary>
    public string? WarmIn { get; set; }

    public string Id => State.InstanceId;

    public string ExecutionId => State.ExecutionId;

    public static HubInstance? Load(EmulatorConnection connection, string instanceId) =>
        InstanceRows.Find(connection, instanceId) is { } state
            ? new HubInstance
            {
                State = state,
                History =
                [
                    .. InstanceRows.Chunks(connection, instanceId).SelectMany(chunk => chunk.Events.Select(written => written.ToCore())),
                ],
            }
            : null;
}
