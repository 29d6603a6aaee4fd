using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Storage;
using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Storage;

/// <summary>The stored messages of all instances.</summary>
internal static class MessageRows
{
    private const string Insert = "INSERT INTO hub_messages (instance_id, id, kind, execution_id, due_at, is_recursive, event)";

    public static List<HubMessage> All(EmulatorConnection connection) =>
        connection.Query(
            "SELECT instance_id, id, kind, execution_id, due_at, is_recursive, event FROM hub_messages ORDER BY id",
            row => new HubMessage(
                row.GetInt64(1),
                row.GetString(0),
                row.IsDBNull(3) ? null : row.GetString(3),
                P.HistoryEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(6)).ToCore(),
                (MessageKind)row.GetInt32(2))
            {
                DueAt = row.IsDBNull(4) ? null : new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
                IsRecursive = row.GetBoolean(5),
            });

    public static void Add(EmulatorConnection connection, HubMessage message) =>
        connection.Execute(
            $"{Insert} VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            message.InstanceId,
            message.Id,
            (int)message.Kind,
            message.ExecutionId,
            message.DueAt?.UtcTicks,
            message.IsRecursive,
            message.Event.ToProtobuf().ToByteArray());

    /// <summary>Stores a message for a running instance; returns false and stores nothing if there is none.</summary>
    public static bool Post(EmulatorConnection connection, HubMessage message) =>
        connection.Execute(
            $"""
            {Insert}
            SELECT ?1, ?2, ?3, ?4, NULL, ?5, ?6
            WHERE EXISTS (SELECT 1 FROM hub_instances WHERE instance_id = ?1 AND status NOT IN (1, 3, 5))
            """,
            message.InstanceId,
            message.Id,
            (int)message.Kind,
            message.ExecutionId,
            message.IsRecursive,
            message.Event.ToProtobuf().ToByteArray()) == 1;

    public static void Remove(EmulatorConnection connection, IEnumerable<HubMessage> messages)
    {
        foreach (var message in messages)
            connection.Execute("DELETE FROM hub_messages WHERE instance_id = ?1 AND id = ?2", message.InstanceId, message.Id);
    }

    /// <summary>Removes events and timers of a completed instance. Running activities run to their end, as in Azure.</summary>
    public static void RemoveAllButActivities(EmulatorConnection connection, string instanceId) =>
        connection.Execute("DELETE FROM hub_messages WHERE instance_id = ?1 AND kind <> 2", instanceId);

    /// <summary>Removes the timers of earlier executions of an instance.</summary>
    public static void RemoveOtherTimers(EmulatorConnection connection, string instanceId, string executionId) =>
        connection.Execute("DELETE FROM hub_messages WHERE instance_id = ?1 AND kind = 1 AND execution_id <> ?2", instanceId, executionId);
}
