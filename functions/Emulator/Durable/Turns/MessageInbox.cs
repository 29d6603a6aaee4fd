using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>The stored messages of all instances.</summary>
internal static class MessageInbox
{
    /// <summary>Stores a message for an instance that still runs; answers null, and stores nothing, where there is none: as in Azure, it is lost.</summary>
    public static Message? Post(EmulatorConnection connection, string instanceId, string? executionId, HistoryEvent happened)
    {
        var stored = connection.Execute(
            """
            INSERT INTO durable_inbox (instance_id, execution_id, event)
            SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM durable_instances WHERE instance_id = ?1 AND status NOT IN (1, 3, 5))
            """,
            instanceId,
            executionId,
            EngineJson.Write(happened));
        return stored == 0 ? null : new Message(instanceId, executionId, happened, connection.Scalar<long>("SELECT last_insert_rowid()"));
    }

    public static List<Message> All(EmulatorConnection connection) =>
        connection.Query(
            "SELECT id, instance_id, execution_id, event FROM durable_inbox ORDER BY id",
            row => new Message(
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                EngineJson.Read<HistoryEvent>(row.GetString(3)),
                row.GetInt64(0)));

    /// <summary>Takes a message off, with the timer or the activity that it answers.</summary>
    public static void Remove(EmulatorConnection connection, Message message)
    {
        if (message.RowId is { } id)
            connection.Execute("DELETE FROM durable_inbox WHERE id = ?1", id);

        switch (message.Event)
        {
            case HistoryEvent.ExecutionStarted:
                RemoveTimer(connection, message, TimerService.StartTimer);
                break;
            case HistoryEvent.TimerFired timer:
                RemoveTimer(connection, message, timer.Id);
                break;
            case HistoryEvent.ActivityCompleted activity:
                RemoveActivity(connection, message, activity.Id);
                break;
            case HistoryEvent.ActivityFailed activity:
                RemoveActivity(connection, message, activity.Id);
                break;
            default:
                break;
        }
    }

    private static void RemoveTimer(EmulatorConnection connection, Message message, int timerId) =>
        connection.Execute(
            "DELETE FROM durable_timers WHERE instance_id = ?1 AND execution_id = ?2 AND timer_id = ?3",
            message.InstanceId, message.ExecutionId, timerId);

    private static void RemoveActivity(EmulatorConnection connection, Message message, int taskId) =>
        connection.Execute(
            "DELETE FROM durable_activities WHERE instance_id = ?1 AND execution_id = ?2 AND task_id = ?3",
            message.InstanceId, message.ExecutionId, taskId);
}
