using AccessReview.Emulator.Durable.History;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>What an orchestrator asked for. Its number is its place in the order of asking, by which a replay finds it again.</summary>
internal abstract record OrchestratorAction(int Id)
{
    public abstract HistoryEvent ToHistory();

    /// <summary>For people, in the error that says where a replay left its history.</summary>
    public abstract string Description { get; }

    public sealed record ScheduleActivity(int Id, string Name, string? Input) : OrchestratorAction(Id)
    {
        public override string Description => $"an activity task named '{Name}'";

        public override HistoryEvent ToHistory() => new HistoryEvent.ActivityScheduled(Id, Name);
    }

    public sealed record CreateTimer(int Id, DateTimeOffset FireAt) : OrchestratorAction(Id)
    {
        public override string Description => "a timer task";

        public override HistoryEvent ToHistory() => new HistoryEvent.TimerCreated(Id, FireAt);
    }

    public sealed record StartSubOrchestration(
        int Id, string Name, string InstanceId, string Version, string? Input, IReadOnlyDictionary<string, string>? Tags)
        : OrchestratorAction(Id)
    {
        public override string Description => $"a sub-orchestration task named '{Name}'";

        public override HistoryEvent ToHistory() => new HistoryEvent.SubOrchestrationCreated(Id, Name, InstanceId);
    }

    public sealed record SendEvent(int Id, string InstanceId, string Name, string? Input) : OrchestratorAction(Id)
    {
        public override string Description => $"a send event task named '{Name}'";

        public override HistoryEvent ToHistory() => new HistoryEvent.EventSent(Id, Name, InstanceId);
    }
}
