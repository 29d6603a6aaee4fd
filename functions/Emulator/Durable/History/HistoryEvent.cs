using System.Text.Json.Serialization;

namespace AccessReview.Emulator.Durable.History;

/// <summary>What happened to one execution of an orchestration, in the order in which its code saw it.</summary>
[JsonDerivedType(typeof(TurnStarted), "turnStarted")]
[JsonDerivedType(typeof(ExecutionStarted), "executionStarted")]
[JsonDerivedType(typeof(ActivityScheduled), "activityScheduled")]
[JsonDerivedType(typeof(ActivityCompleted), "activityCompleted")]
[JsonDerivedType(typeof(ActivityFailed), "activityFailed")]
[JsonDerivedType(typeof(SubOrchestrationCreated), "subOrchestrationCreated")]
[JsonDerivedType(typeof(SubOrchestrationCompleted), "subOrchestrationCompleted")]
[JsonDerivedType(typeof(SubOrchestrationFailed), "subOrchestrationFailed")]
[JsonDerivedType(typeof(TimerCreated), "timerCreated")]
[JsonDerivedType(typeof(TimerFired), "timerFired")]
[JsonDerivedType(typeof(EventSent), "eventSent")]
[JsonDerivedType(typeof(EventRaised), "eventRaised")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Terminated), "terminated")]
internal abstract record HistoryEvent
{
    private HistoryEvent()
    {
    }

    /// <summary>The turn's one time, which the orchestrator sees as its current time.</summary>
    public sealed record TurnStarted(DateTimeOffset At) : HistoryEvent;

    /// <summary>The code begins; its input is the instance's.</summary>
    public sealed record ExecutionStarted : HistoryEvent;

    public sealed record ActivityScheduled(int Id, string Name) : HistoryEvent;

    public sealed record ActivityCompleted(int Id, string? Result) : HistoryEvent;

    public sealed record ActivityFailed(int Id, Failure Failure) : HistoryEvent;

    public sealed record SubOrchestrationCreated(int Id, string Name, string InstanceId) : HistoryEvent;

    public sealed record SubOrchestrationCompleted(int Id, string? Result) : HistoryEvent;

    public sealed record SubOrchestrationFailed(int Id, Failure Failure) : HistoryEvent;

    public sealed record TimerCreated(int Id, DateTimeOffset FireAt) : HistoryEvent;

    public sealed record TimerFired(int Id) : HistoryEvent;

    public sealed record EventSent(int Id, string Name, string InstanceId) : HistoryEvent;

    public sealed record EventRaised(string Name, string? Input) : HistoryEvent;

    public sealed record Suspended(string? Reason) : HistoryEvent;

    public sealed record Resumed(string? Reason) : HistoryEvent;

    public sealed record Terminated(string? Output, bool Recursive) : HistoryEvent;
}
