using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Storage;
using DurableTask.Core.History;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Client;

/// <summary>Starts an instance, and handles an existing one with the same id.</summary>
internal static class InstanceCreation
{
    /// <returns>Null if it was stored; otherwise the existing instance, which is not completed or must not be replaced.</returns>
    public static P.OrchestrationState? Create(
        EmulatorConnection connection, HubMessage start, IReadOnlyCollection<P.OrchestrationStatus> replaceable)
    {
        if (InstanceRows.Find(connection, start.InstanceId) is { } existing
            && !(existing.OrchestrationStatus.IsFinished() && replaceable.Contains(existing.OrchestrationStatus)))
        {
            return existing;
        }

        var now = new DateTimeOffset(start.Event.Timestamp, TimeSpan.Zero);
        InstanceRows.Replace(connection, StateOf((ExecutionStartedEvent)start.Event, now));
        MessageRows.Add(connection, start);
        return null;
    }

    /// <summary>The state of an instance before its first turn.</summary>
    public static P.OrchestrationState StateOf(ExecutionStartedEvent started, DateTimeOffset now)
    {
        var state = new P.OrchestrationState
        {
            InstanceId = started.OrchestrationInstance.InstanceId,
            ExecutionId = started.OrchestrationInstance.ExecutionId,
            Name = started.Name,
            Version = started.Version ?? "",
            OrchestrationStatus = P.OrchestrationStatus.Pending,
            ScheduledStartTimestamp = started.ScheduledStartTime?.ToProtobuf(),
            CreatedTimestamp = Timestamp.FromDateTimeOffset(now),
            LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(now),
            Input = started.Input,
            ParentInstanceId = started.ParentInstance?.OrchestrationInstance.InstanceId,
        };
        state.Tags.AddAll(started.Tags);
        return state;
    }
}
