using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Durable;

/// <summary>A timer of an execution. Its row stays until the turn that sees it fire is committed.</summary>
internal sealed record DurableTimer(string InstanceId, string ExecutionId, int TimerId, DateTimeOffset FireAt);

internal static class TimerRows
{
    public static DurableTimer Insert(EmulatorConnection connection, DurableTimer timer)
    {
        connection.Execute(
            "INSERT INTO durable_timers (instance_id, execution_id, timer_id, fire_at) VALUES (?1, ?2, ?3, ?4)",
            timer.InstanceId, timer.ExecutionId, timer.TimerId, timer.FireAt.UtcTicks);
        return timer;
    }

    public static List<DurableTimer> All(EmulatorConnection connection) =>
        connection.Query(
            "SELECT instance_id, execution_id, timer_id, fire_at FROM durable_timers ORDER BY fire_at",
            row => new DurableTimer(row.GetString(0), row.GetString(1), row.GetInt32(2), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero)));
}
