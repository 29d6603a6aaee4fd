using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Act = Microsoft.DurableTask.Protobuf.OrchestratorAction.OrchestratorActionTypeOneofCase;
using Happened = Microsoft.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>An action of an orchestration in a turn, including its end, in the form of worker answers and of histories.</summary>
/// <param name="Id">Its sequence number, by which a replay matches it.</param>
/// <param name="Name">The name of the activity, orchestration or event; null: a timer or an end.</param>
/// <param name="Input">Also the result of an end: normalized JSON, or the message of a failure.</param>
/// <param name="At">When the timer fires.</param>
/// <param name="To">The instance that is started or gets the event.</param>
internal sealed record Asked(int Id, string Kind, string? Name, string? Input = null, Timestamp? At = null, string? To = null)
{
    // The numbers of ends differ between versions of the engine, and a replay does not use them.
    private const int End = -1;

    public static Asked Of(P.OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        Act.ScheduleTask => new(action.Id, "activity", action.ScheduleTask.Name, Json(action.ScheduleTask.Input)),
        Act.CreateTimer => new(action.Id, "timer", null, At: action.CreateTimer.FireAt),
        Act.CreateSubOrchestration when action.CreateSubOrchestration is { } asked =>
            new(action.Id, "subOrchestration", asked.Name, Json(asked.Input), To: asked.InstanceId),
        Act.SendEvent => new(action.Id, "event", action.SendEvent.Name, Json(action.SendEvent.Data), To: action.SendEvent.Instance.InstanceId),
        Act.CompleteOrchestration when action.CompleteOrchestration is { } end => Ended(end.OrchestrationStatus, end.Result, end.FailureDetails),
        var kind => throw new NotSupportedException($"An orchestrator asked for {kind}."),
    };

    /// <summary>Null: the event is a result or bookkeeping of a turn.</summary>
    public static Asked? Of(P.HistoryEvent written) => written.EventTypeCase switch
    {
        Happened.TaskScheduled => new(written.EventId, "activity", written.TaskScheduled.Name, Json(written.TaskScheduled.Input)),
        Happened.TimerCreated => new(written.EventId, "timer", null, At: written.TimerCreated.FireAt),
        Happened.SubOrchestrationInstanceCreated when written.SubOrchestrationInstanceCreated is { } asked =>
            new(written.EventId, "subOrchestration", asked.Name, Json(asked.Input), To: asked.InstanceId),
        Happened.EventSent => new(written.EventId, "event", written.EventSent.Name, Json(written.EventSent.Input), To: written.EventSent.InstanceId),
        Happened.ExecutionCompleted when written.ExecutionCompleted is { } end => Ended(end.OrchestrationStatus, end.Result, end.FailureDetails),
        Happened.ContinueAsNew => Ended(P.OrchestrationStatus.ContinuedAsNew, written.ContinueAsNew.Input, null),
        _ => null,
    };

    public override string ToString() =>
        string.Join(' ', new[] { Id == End ? null : $"#{Id}", Kind, Name, Input, At?.ToDateTime().ToString("O"), To is null ? null : $"to {To}" }.Where(part => part is not null));

    private static Asked Ended(P.OrchestrationStatus status, string? result, P.TaskFailureDetails? failure) =>
        new(End, status.ToString(), null, failure?.ErrorMessage ?? Json(result));

    /// <summary>Two builds may write the same value with different escapes and blanks.</summary>
    private static string? Json(string? written) => string.IsNullOrEmpty(written) ? null : JsonSerializer.Serialize(JsonElement.Parse(written));
}
