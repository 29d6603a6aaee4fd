using DurableTask.Core.History;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Protocol;

/// <summary>Converts history events to protobuf, for workers and the data file.</summary>
internal static class HistoryToProtobuf
{
    /// <exception cref="NotSupportedException">Workers do not support this kind of event.</exception>
    public static P.HistoryEvent ToProtobuf(this HistoryEvent happened)
    {
        var written = new P.HistoryEvent { EventId = happened.EventId, Timestamp = happened.Timestamp.ToProtobuf() };
        switch (happened)
        {
            case OrchestratorStartedEvent:
                written.OrchestratorStarted = new();
                break;
            case OrchestratorCompletedEvent:
                written.OrchestratorCompleted = new();
                break;
            case ExecutionStartedEvent started:
                written.ExecutionStarted = Started(started);
                break;
            case ContinueAsNewEvent again:
                written.ContinueAsNew = new() { Input = again.Result };
                break;
            case ExecutionCompletedEvent ended:
                written.ExecutionCompleted = new()
                {
                    OrchestrationStatus = (P.OrchestrationStatus)ended.OrchestrationStatus,
                    Result = ended.Result,
                    FailureDetails = ended.FailureDetails.ToProtobuf(),
                };
                break;
            case ExecutionTerminatedEvent terminated:
                written.ExecutionTerminated = new() { Input = terminated.Input };
                break;
            case ExecutionSuspendedEvent suspended:
                written.ExecutionSuspended = new() { Input = suspended.Reason };
                break;
            case ExecutionResumedEvent resumed:
                written.ExecutionResumed = new() { Input = resumed.Reason };
                break;
            case ExecutionRewoundEvent rewound:
                written.ExecutionRewound = new()
                {
                    Reason = rewound.Reason,
                    ParentExecutionId = rewound.ParentExecutionId,
                    InstanceId = rewound.InstanceId,
                    ParentTraceContext = rewound.ParentTraceContext.ToProtobuf(),
                };
                break;
            case EventRaisedEvent raised:
                written.EventRaised = new() { Name = raised.Name, Input = raised.Input };
                break;
            case EventSentEvent sent:
                written.EventSent = new() { InstanceId = sent.InstanceId, Name = sent.Name, Input = sent.Input };
                break;
            case GenericEvent generic:
                written.GenericEvent = new() { Data = generic.Data };
                break;
            default:
                AddTask(written, happened);
                break;
        }

        return written;
    }

    private static void AddTask(P.HistoryEvent written, HistoryEvent happened)
    {
        switch (happened)
        {
            case TaskScheduledEvent scheduled:
                written.TaskScheduled = new()
                {
                    Name = scheduled.Name,
                    Version = scheduled.Version,
                    Input = scheduled.Input,
                    ParentTraceContext = scheduled.ParentTraceContext.ToProtobuf(),
                };
                written.TaskScheduled.Tags.AddAll(scheduled.Tags);
                break;
            case TaskCompletedEvent completed:
                written.TaskCompleted = new() { TaskScheduledId = completed.TaskScheduledId, Result = completed.Result };
                break;
            case TaskFailedEvent failed:
                written.TaskFailed = new()
                {
                    TaskScheduledId = failed.TaskScheduledId,
                    FailureDetails = failed.FailureDetails.ToProtobuf(),
                };
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                written.SubOrchestrationInstanceCreated = new()
                {
                    InstanceId = created.InstanceId,
                    Name = created.Name,
                    Version = created.Version,
                    Input = created.Input,
                };
                written.SubOrchestrationInstanceCreated.Tags.AddAll(created.Tags);
                break;
            case SubOrchestrationInstanceCompletedEvent completed:
                written.SubOrchestrationInstanceCompleted = new()
                {
                    TaskScheduledId = completed.TaskScheduledId,
                    Result = completed.Result,
                };
                break;
            case SubOrchestrationInstanceFailedEvent failed:
                written.SubOrchestrationInstanceFailed = new()
                {
                    TaskScheduledId = failed.TaskScheduledId,
                    FailureDetails = failed.FailureDetails.ToProtobuf(),
                };
                break;
            case TimerCreatedEvent created:
                written.TimerCreated = new() { FireAt = created.FireAt.ToProtobuf() };
                break;
            case TimerFiredEvent fired:
                written.TimerFired = new() { TimerId = fired.TimerId, FireAt = fired.FireAt.ToProtobuf() };
                break;
            default:
                throw new NotSupportedException($"A history event of the kind {happened.EventType} cannot be sent to a worker or stored.");
        }
    }

    private static P.ExecutionStartedEvent Started(ExecutionStartedEvent started)
    {
        var written = new P.ExecutionStartedEvent
        {
            Name = started.Name,
            Version = started.Version,
            Input = started.Input,
            OrchestrationInstance = started.OrchestrationInstance.ToProtobuf(),
            ParentInstance = started.ParentInstance.ToProtobuf(),
            ScheduledStartTimestamp = started.ScheduledStartTime?.ToProtobuf(),
            ParentTraceContext = started.ParentTraceContext.ToProtobuf(),
        };
        written.Tags.AddAll(started.Tags);
        return written;
    }
}
