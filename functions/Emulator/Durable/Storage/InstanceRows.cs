using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Storage;
using DurableTask.Core.History;
using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Storage;

/// <summary>The rows of instances and of their histories.</summary>
internal static class InstanceRows
{
    public static P.OrchestrationState? Find(EmulatorConnection connection, string instanceId) =>
        connection.Scalar<byte[]>("SELECT state FROM hub_instances WHERE instance_id = ?1", instanceId) is { } state
            ? P.OrchestrationState.Parser.ParseFrom(state)
            : null;

    /// <summary>The history of the current execution, one chunk per turn.</summary>
    public static List<P.HistoryChunk> Chunks(EmulatorConnection connection, string instanceId) =>
        connection.Query(
            "SELECT events FROM hub_history WHERE instance_id = ?1 ORDER BY number",
            row => P.HistoryChunk.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)),
            instanceId);

    /// <summary>The ids of an instance's sub-orchestrations.</summary>
    public static List<string> ChildrenOf(EmulatorConnection connection, string instanceId) =>
        connection.Query("SELECT instance_id FROM hub_instances WHERE parent_instance_id = ?1", row => row.GetString(0), instanceId);

    /// <summary>Inserts an instance, replacing a completed one with the same id.</summary>
    public static void Replace(EmulatorConnection connection, P.OrchestrationState state)
    {
        Remove(connection, state.InstanceId);
        connection.Execute(
            """
            INSERT INTO hub_instances (instance_id, execution_id, status, created_at, parent_instance_id, state)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            state.InstanceId,
            state.ExecutionId,
            (int)state.OrchestrationStatus,
            Ticks(state.CreatedTimestamp),
            state.ParentInstanceId,
            state.ToByteArray());
    }

    /// <summary>Updates an instance at the given execution; returns false if another start has replaced it.</summary>
    public static bool Update(EmulatorConnection connection, string executionId, P.OrchestrationState state) =>
        connection.Execute(
            """
            UPDATE hub_instances SET execution_id = ?3, status = ?4, completed_at = ?5, state = ?6
            WHERE instance_id = ?1 AND execution_id = ?2
            """,
            state.InstanceId,
            executionId,
            state.ExecutionId,
            (int)state.OrchestrationStatus,
            state.CompletedTimestamp is { } completed ? Ticks(completed) : null,
            state.ToByteArray()) == 1;

    public static void Append(EmulatorConnection connection, string instanceId, int number, IEnumerable<HistoryEvent> events) =>
        connection.Execute(
            "INSERT INTO hub_history (instance_id, number, events) VALUES (?1, ?2, ?3)", instanceId, number, ChunkOf(events));

    /// <summary>Keeps the history of an execution that has ended while its instance continues.</summary>
    public static void Keep(EmulatorConnection connection, string instanceId, IEnumerable<HistoryEvent> events) =>
        connection.Execute(
            "INSERT INTO hub_kept_histories SELECT ?1, COUNT(*), ?2 FROM hub_kept_histories WHERE instance_id = ?1",
            instanceId,
            ChunkOf(events));

    /// <summary>The kept histories of an instance's earlier executions, oldest first.</summary>
    public static List<P.HistoryChunk> Kept(EmulatorConnection connection, string instanceId) =>
        connection.Query(
            "SELECT events FROM hub_kept_histories WHERE instance_id = ?1 ORDER BY number",
            row => P.HistoryChunk.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)),
            instanceId);

    public static void RemoveHistory(EmulatorConnection connection, string instanceId) =>
        connection.Execute("DELETE FROM hub_history WHERE instance_id = ?1", instanceId);

    public static void Remove(EmulatorConnection connection, string instanceId)
    {
        RemoveHistory(connection, instanceId);
        connection.Execute("DELETE FROM hub_kept_histories WHERE instance_id = ?1", instanceId);
        MessageRows.RemoveAllButActivities(connection, instanceId);
        connection.Execute("DELETE FROM hub_instances WHERE instance_id = ?1", instanceId);
    }

    private static byte[] ChunkOf(IEnumerable<HistoryEvent> events)
    {
        var chunk = new P.HistoryChunk();
        chunk.Events.AddRange(events.Select(happened => happened.ToProtobuf()));
        return chunk.ToByteArray();
    }

    private static long Ticks(Google.Protobuf.WellKnownTypes.Timestamp time) => time.ToDateTime().Ticks;
}
