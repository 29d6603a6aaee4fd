using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Durable;

/// <summary>An activity to run. Its row stays until the turn that takes its result is committed: it runs at least once.</summary>
internal sealed record ActivityWork(string InstanceId, string ExecutionId, int TaskId, string Name, string? Input);

internal static class ActivityRows
{
    public static ActivityWork Insert(EmulatorConnection connection, ActivityWork activity)
    {
        connection.Execute(
            "INSERT INTO durable_activities (instance_id, execution_id, task_id, name, input) VALUES (?1, ?2, ?3, ?4, ?5)",
            activity.InstanceId, activity.ExecutionId, activity.TaskId, activity.Name, activity.Input);
        return activity;
    }

    public static List<ActivityWork> All(EmulatorConnection connection) =>
        connection.Query(
            "SELECT instance_id, execution_id, task_id, name, input FROM durable_activities",
            row => new ActivityWork(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)));
}
