using DurableTask.Core;
using DurableTask.Core.Tracing;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Protocol;

/// <summary>Converts the parts of history events to protobuf and back.</summary>
internal static class EventParts
{
    public static P.OrchestrationInstance ToProtobuf(this OrchestrationInstance instance) =>
        new() { InstanceId = instance.InstanceId, ExecutionId = instance.ExecutionId };

    public static OrchestrationInstance ToCore(this P.OrchestrationInstance instance) =>
        new() { InstanceId = instance.InstanceId, ExecutionId = instance.ExecutionId };

    public static P.ParentInstanceInfo? ToProtobuf(this ParentInstance? parent) => parent is null
        ? null
        : new P.ParentInstanceInfo
        {
            Name = parent.Name,
            Version = parent.Version,
            TaskScheduledId = parent.TaskScheduleId,
            OrchestrationInstance = parent.OrchestrationInstance.ToProtobuf(),
        };

    public static ParentInstance? ToCore(this P.ParentInstanceInfo? parent) => parent is null
        ? null
        : new ParentInstance
        {
            Name = parent.Name,
            Version = parent.Version,
            TaskScheduleId = parent.TaskScheduledId,
            OrchestrationInstance = parent.OrchestrationInstance.ToCore(),
        };

    public static P.TraceContext? ToProtobuf(this DistributedTraceContext? trace) =>
        trace is null ? null : new P.TraceContext { TraceParent = trace.TraceParent, TraceState = trace.TraceState };

    public static DistributedTraceContext? ToCore(this P.TraceContext? trace) =>
        trace is null ? null : new DistributedTraceContext(trace.TraceParent, trace.TraceState);

    public static Timestamp ToProtobuf(this DateTime time) => Timestamp.FromDateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    public static void AddAll(this MapField<string, string> tags, IEnumerable<KeyValuePair<string, string>>? added)
    {
        foreach (var (name, value) in added ?? [])
            tags[name] = value;
    }

    /// <summary>Returns null if there are no tags, because the engine expects null for an instance without tags.</summary>
    public static Dictionary<string, string>? ToCore(this MapField<string, string> tags) => tags.Count == 0 ? null : new(tags);
}
