using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable.Replays;

/// <summary>Reads stored histories. Those of executions that continued as new are there only where they are kept (<see cref="DurableEngineOptions.KeepHistories"/>).</summary>
internal sealed class HistoryRecords(EmulatorDatabase database)
{
    /// <summary>The executions of an instance, oldest first; none where there is no such instance.</summary>
    public IReadOnlyList<RecordedExecution> Of(string instanceId) => database.Read(connection =>
        InstanceStore.Find(connection, instanceId) is { } instance
            ? (IReadOnlyList<RecordedExecution>)[.. Earlier(connection, instance), Last(connection, instance)]
            : []);

    private static IEnumerable<RecordedExecution> Earlier(EmulatorConnection connection, InstanceRecord instance) =>
        connection.Query(
                "SELECT DISTINCT execution_id FROM durable_history WHERE instance_id = ?1 AND execution_id <> ?2",
                row => row.GetString(0),
                instance.InstanceId,
                instance.ExecutionId)
            .Select(execution => InstanceStore.History(connection, instance with { ExecutionId = execution }))
            .OrderBy(BeganAt)
            // An execution begins with what the one before it ended with; the app's own all go on with the same input.
            .Select(history => Record(instance, "continuedAsNew", instance.Input, history));

    private static RecordedExecution Last(EmulatorConnection connection, InstanceRecord instance)
    {
        var end = instance.Status switch
        {
            OrchestrationRuntimeStatus.Completed => "completed",
            OrchestrationRuntimeStatus.Failed => "failed",
            OrchestrationRuntimeStatus.Terminated => "terminated",
            OrchestrationRuntimeStatus.Suspended => "suspended",
            _ => "running",
        };
        return Record(instance, end, instance.Failure?.ErrorMessage ?? instance.Output, InstanceStore.History(connection, instance));
    }

    private static RecordedExecution Record(InstanceRecord instance, string end, string? output, List<HistoryEvent> history) =>
        new(instance.Name, instance.Version, instance.InstanceId, instance.Input, end, output, history);

    private static DateTimeOffset BeganAt(List<HistoryEvent> history) =>
        history is [HistoryEvent.TurnStarted turn, ..] ? turn.At : throw new InvalidOperationException("A history begins with a turn.");
}
