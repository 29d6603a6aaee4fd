using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable.Instances;

/// <summary>The rows of instances and of their histories.</summary>
internal static class InstanceStore
{
    public const string Columns =
        "instance_id, execution_id, name, version, status, created_at, updated_at, input, output, custom_status, failure, tags, parent";

    public static InstanceRecord? Find(EmulatorConnection connection, string instanceId) =>
        connection.Query($"SELECT {Columns} FROM durable_instances WHERE instance_id = ?1", Map, instanceId).SingleOrDefault();

    public static List<HistoryEvent> History(EmulatorConnection connection, InstanceRecord instance) =>
        connection.Query(
            "SELECT event FROM durable_history WHERE instance_id = ?1 AND execution_id = ?2 ORDER BY number",
            row => EngineJson.Read<HistoryEvent>(row.GetString(0)),
            instance.InstanceId,
            instance.ExecutionId);

    /// <summary>The sub-orchestrations an instance has started, by id.</summary>
    public static List<string> ChildrenOf(EmulatorConnection connection, string instanceId) =>
        connection.Query(
            "SELECT instance_id FROM durable_instances WHERE parent_instance_id = ?1", row => row.GetString(0), instanceId);

    public static void Insert(EmulatorConnection connection, InstanceRecord instance) =>
        connection.Execute(
            """
            INSERT INTO durable_instances (
                instance_id, execution_id, name, version, status, created_at, updated_at, input, tags, parent, parent_instance_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """,
            instance.InstanceId,
            instance.ExecutionId,
            instance.Name,
            instance.Version,
            (int)instance.Status,
            instance.CreatedAt.UtcTicks,
            instance.UpdatedAt.UtcTicks,
            instance.Input,
            instance.Tags is null ? null : EngineJson.Write(instance.Tags),
            instance.Parent is null ? null : EngineJson.Write(instance.Parent),
            instance.Parent?.InstanceId);

    /// <summary>Moves an instance on from the execution it was at; false where another start has replaced it since.</summary>
    public static bool Update(EmulatorConnection connection, string executionId, InstanceRecord instance) =>
        connection.Execute(
            """
            UPDATE durable_instances
            SET execution_id = ?3, version = ?4, status = ?5, updated_at = ?6, input = ?7, output = ?8, custom_status = ?9, failure = ?10
            WHERE instance_id = ?1 AND execution_id = ?2
            """,
            instance.InstanceId,
            executionId,
            instance.ExecutionId,
            instance.Version,
            (int)instance.Status,
            instance.UpdatedAt.UtcTicks,
            instance.Input,
            instance.Output,
            instance.CustomStatus,
            instance.Failure is null ? null : EngineJson.Write(instance.Failure)) == 1;

    public static void Append(EmulatorConnection connection, InstanceRecord instance, int firstNumber, List<HistoryEvent> history)
    {
        foreach (var happened in history)
        {
            connection.Execute(
                "INSERT INTO durable_history (instance_id, execution_id, number, event) VALUES (?1, ?2, ?3, ?4)",
                instance.InstanceId, instance.ExecutionId, firstNumber++, EngineJson.Write(happened));
        }
    }

    public static void Remove(EmulatorConnection connection, string instanceId)
    {
        RemoveHistory(connection, instanceId);
        RemoveOpenWork(connection, instanceId);
        connection.Execute("DELETE FROM durable_instances WHERE instance_id = ?1", instanceId);
    }

    public static void RemoveHistory(EmulatorConnection connection, string instanceId) =>
        connection.Execute("DELETE FROM durable_history WHERE instance_id = ?1", instanceId);

    public static void RemoveOpenWork(EmulatorConnection connection, string instanceId)
    {
        connection.Execute("DELETE FROM durable_inbox WHERE instance_id = ?1", instanceId);
        RemoveTimersAndActivities(connection, instanceId);
    }

    public static void RemoveTimersAndActivities(EmulatorConnection connection, string instanceId)
    {
        connection.Execute("DELETE FROM durable_timers WHERE instance_id = ?1", instanceId);
        connection.Execute("DELETE FROM durable_activities WHERE instance_id = ?1", instanceId);
    }

    public static InstanceRecord Map(SqliteDataReader row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        T? Json<T>(int column)
            where T : class =>
            Text(column) is { } json ? EngineJson.Read<T>(json) : null;

        return new InstanceRecord(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Time(row.GetInt64(5)))
        {
            Status = (OrchestrationRuntimeStatus)row.GetInt32(4),
            UpdatedAt = Time(row.GetInt64(6)),
            Input = Text(7),
            Output = Text(8),
            CustomStatus = Text(9),
            Failure = Json<TaskFailureDetails>(10),
            Tags = Json<Dictionary<string, string>>(11),
            Parent = Json<ParentLink>(12),
        };
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
