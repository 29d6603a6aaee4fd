using DurableTask.Core;
using DurableTask.Core.History;
using Kind = Microsoft.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Protocol;

/// <summary>Converts history events to the engine's types.</summary>
internal static class HistoryToCore
{
    /// <exception cref="NotSupportedException">The engine does not support this kind of event.</exception>
    public static HistoryEvent ToCore(this P.HistoryEvent written)
    {
        var id = written.EventId;
        var happened = written.EventTypeCase switch
        {
            Kind.OrchestratorStarted => new OrchestratorStartedEvent(id),
            Kind.OrchestratorCompleted => new OrchestratorCompletedEvent(id),
            Kind.ExecutionStarted => Started(id, written.ExecutionStarted),
            Kind.ContinueAsNew => new ContinueAsNewEvent(id, written.ContinueAsNew.Input),
            Kind.ExecutionCompleted => new ExecutionCompletedEvent(
                id,
                written.ExecutionCompleted.Result,
                (OrchestrationStatus)written.ExecutionCompleted.OrchestrationStatus,
                written.ExecutionCompleted.FailureDetails.ToCore()),
            Kind.ExecutionTerminated => new ExecutionTerminatedEvent(id, written.ExecutionTerminated.Input),
            Kind.ExecutionSuspended => new ExecutionSuspendedEvent(id, written.ExecutionSuspended.Input),
            Kind.ExecutionResumed => new ExecutionResumedEvent(id, written.ExecutionResumed.Input),
            Kind.ExecutionRewound => new ExecutionRewoundEvent(id, written.ExecutionRewound.Reason)
            {
                ParentExecutionId = written.ExecutionRewound.ParentExecutionId,
                InstanceId = written.ExecutionRewound.InstanceId,
                ParentTraceContext = written.ExecutionRewound.ParentTraceContext.ToCore(),
            },
            Kind.EventRaised => new EventRaisedEvent(id, written.EventRaised.Input) { Name = written.EventRaised.Name },
            Kind.EventSent => new EventSentEvent(id)
            {
                InstanceId = written.EventSent.InstanceId,
                Name = written.EventSent.Name,
                Input = written.EventSent.Input,
            },
            Kind.GenericEvent => new GenericEvent(id, written.GenericEvent.Data),
            _ => Task(written),
        };
        happened.Timestamp = written.Timestamp.ToDateTime();
        return happened;
    }

    private static HistoryEvent Task(P.HistoryEvent written)
    {
        var id = written.EventId;
        return written.EventTypeCase switch
        {
            Kind.TaskScheduled => new TaskScheduledEvent(
                id, written.TaskScheduled.Name, written.TaskScheduled.Version, written.TaskScheduled.Input)
            {
                Tags = written.TaskScheduled.Tags.ToCore(),
                ParentTraceContext = written.TaskScheduled.ParentTraceContext.ToCore(),
            },
            Kind.TaskCompleted => new TaskCompletedEvent(id, written.TaskCompleted.TaskScheduledId, written.TaskCompleted.Result),
            Kind.TaskFailed => new TaskFailedEvent(
                id,
                written.TaskFailed.TaskScheduledId,
                written.TaskFailed.FailureDetails?.ErrorMessage,
                null,
                written.TaskFailed.FailureDetails.ToCore()),
            Kind.SubOrchestrationInstanceCreated => new SubOrchestrationInstanceCreatedEvent(id)
            {
                InstanceId = written.SubOrchestrationInstanceCreated.InstanceId,
                Name = written.SubOrchestrationInstanceCreated.Name,
                Version = written.SubOrchestrationInstanceCreated.Version,
                Input = written.SubOrchestrationInstanceCreated.Input,
                Tags = written.SubOrchestrationInstanceCreated.Tags.ToCore(),
            },
            Kind.SubOrchestrationInstanceCompleted => new SubOrchestrationInstanceCompletedEvent(
                id, written.SubOrchestrationInstanceCompleted.TaskScheduledId, written.SubOrchestrationInstanceCompleted.Result),
            Kind.SubOrchestrationInstanceFailed => new SubOrchestrationInstanceFailedEvent(
                id,
                written.SubOrchestrationInstanceFailed.TaskScheduledId,
                written.SubOrchestrationInstanceFailed.FailureDetails?.ErrorMessage,
                null,
                written.SubOrchestrationInstanceFailed.FailureDetails.ToCore()),
            Kind.TimerCreated => new TimerCreatedEvent(id, written.TimerCreated.FireAt.ToDateTime()),
            Kind.TimerFired => new TimerFiredEvent(id, written.TimerFired.FireAt.ToDateTime()) { TimerId = written.TimerFired.TimerId },
            _ => throw new NotSupportedException($"A history event of the kind {written.EventTypeCase} is not supported."),
        };
    }

    private static ExecutionStartedEvent Started(int id, P.ExecutionStartedEvent written) => new(id, written.Input)
    {
        Name = written.Name,
        Version = written.Version,
        OrchestrationInstance = written.OrchestrationInstance.ToCore(),
        ParentInstance = written.ParentInstance.ToCore(),
        ScheduledStartTime = written.ScheduledStartTimestamp?.ToDateTime(),
        ParentTraceContext = written.ParentTraceContext.ToCore(),
        Tags = written.Tags.ToCore(),
    };
}
