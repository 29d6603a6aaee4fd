using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Kind = Microsoft.DurableTask.Protobuf.OrchestratorAction.OrchestratorActionTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Protocol;

/// <summary>Converts an orchestrator's actions to the engine's types.</summary>
internal static class Actions
{
    /// <exception cref="NotSupportedException">The action is for entities, which the host does not support.</exception>
    public static OrchestratorAction ToCore(this P.OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        Kind.ScheduleTask => new ScheduleTaskOrchestratorAction
        {
            Id = action.Id,
            Name = action.ScheduleTask.Name,
            Version = action.ScheduleTask.Version,
            Input = action.ScheduleTask.Input,
            Tags = action.ScheduleTask.Tags.ToCore(),
        },
        Kind.CreateSubOrchestration => new CreateSubOrchestrationAction
        {
            Id = action.Id,
            Name = action.CreateSubOrchestration.Name,
            Version = action.CreateSubOrchestration.Version,
            InstanceId = action.CreateSubOrchestration.InstanceId,
            Input = action.CreateSubOrchestration.Input,
            Tags = action.CreateSubOrchestration.Tags.ToCore(),
        },
        Kind.CreateTimer => new CreateTimerOrchestratorAction { Id = action.Id, FireAt = action.CreateTimer.FireAt.ToDateTime() },
        Kind.SendEvent => new SendEventOrchestratorAction
        {
            Id = action.Id,
            Instance = action.SendEvent.Instance.ToCore(),
            EventName = action.SendEvent.Name,
            EventData = action.SendEvent.Data,
        },
        Kind.CompleteOrchestration => Complete(action.Id, action.CompleteOrchestration),
        _ => throw new NotSupportedException($"An orchestrator's action of the kind {action.OrchestratorActionTypeCase} is not supported."),
    };

    private static OrchestrationCompleteOrchestratorAction Complete(int id, P.CompleteOrchestrationAction complete)
    {
        var action = new OrchestrationCompleteOrchestratorAction
        {
            Id = id,
            OrchestrationStatus = (OrchestrationStatus)complete.OrchestrationStatus,
            Result = complete.Result,
            Details = complete.Details,
            NewVersion = complete.NewVersion,
            FailureDetails = complete.FailureDetails.ToCore(),
        };
        foreach (var (name, value) in complete.Tags)
            action.Tags[name] = value;
        foreach (var carried in complete.CarryoverEvents)
            action.CarryoverEvents.Add((EventRaisedEvent)carried.ToCore());
        return action;
    }
}
