using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable.Instances;

/// <summary>Lists of instances, a page at a time in the order of their ids, and their removal.</summary>
internal static class InstanceQueries
{
    private const string Matches =
        "created_at >= ?1 AND created_at <= ?2 AND (1 << status) & ?3 AND substr(instance_id, 1, length(?4)) = ?4 AND instance_id > ?5";

    private const int AnyStatus = ~0;

    public static List<InstanceRecord> Page(EmulatorConnection connection, OrchestrationQuery query, string after, int count) =>
        connection.Query(
            $"SELECT {InstanceStore.Columns} FROM durable_instances WHERE {Matches} ORDER BY instance_id LIMIT ?6",
            InstanceStore.Map,
            From(query.CreatedFrom),
            To(query.CreatedTo),
            Bits(query.Statuses),
            query.InstanceIdPrefix ?? "",
            after,
            count);

    /// <summary>Removes one finished instance, with its sub-orchestrations if wanted; answers how many went.</summary>
    public static int Purge(EmulatorConnection connection, string instanceId, bool isRecursive)
    {
        if (InstanceStore.Find(connection, instanceId) is not { IsFinished: true })
            return 0;

        var children = isRecursive ? InstanceStore.ChildrenOf(connection, instanceId) : [];
        InstanceStore.Remove(connection, instanceId);
        return 1 + children.Sum(child => Purge(connection, child, isRecursive));
    }

    public static int Purge(EmulatorConnection connection, PurgeInstancesFilter filter, bool isRecursive)
    {
        var ids = connection.Query(
            $"SELECT instance_id FROM durable_instances WHERE {Matches} AND status IN (1, 3, 5)",
            row => row.GetString(0),
            From(filter.CreatedFrom),
            To(filter.CreatedTo),
            Bits(filter.Statuses),
            "",
            "");
        return ids.Sum(id => Purge(connection, id, isRecursive));
    }

    private static long From(DateTimeOffset? time) => time?.UtcTicks ?? 0;

    private static long To(DateTimeOffset? time) => time?.UtcTicks ?? long.MaxValue;

    private static int Bits(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses is null ? AnyStatus : statuses.Aggregate(0, (bits, status) => bits | (1 << (int)status));
}
