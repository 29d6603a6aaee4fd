using AccessReview.Emulator.Storage;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Storage;

/// <summary>Lists instances page by page in the order of their ids, and removes them.</summary>
internal static class InstanceQueries
{
    private const string Matches =
        "created_at >= ?1 AND created_at <= ?2 AND (1 << status) & ?3 AND substr(instance_id, 1, length(?4)) = ?4 AND instance_id > ?5";

    public static List<P.OrchestrationState> Page(EmulatorConnection connection, P.InstanceQuery query, int count) =>
        connection.Query(
            $"SELECT state FROM hub_instances WHERE {Matches} ORDER BY instance_id LIMIT ?6",
            row => P.OrchestrationState.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)),
            From(query.CreatedTimeFrom),
            To(query.CreatedTimeTo),
            Bits(query.RuntimeStatus),
            query.InstanceIdPrefix ?? "",
            query.ContinuationToken ?? "",
            count);

    /// <summary>The ids of instances that completed in a period, page by page in the order of the ids.</summary>
    public static List<string> Ended(EmulatorConnection connection, P.ListInstanceIdsRequest request, int count) =>
        connection.Query(
            """
            SELECT instance_id FROM hub_instances
            WHERE completed_at >= ?1 AND completed_at <= ?2 AND (1 << status) & ?3 AND instance_id > ?4
            ORDER BY instance_id LIMIT ?5
            """,
            row => row.GetString(0),
            From(request.CompletedTimeFrom),
            To(request.CompletedTimeTo),
            Bits(request.RuntimeStatus),
            request.LastInstanceKey ?? "",
            count);

    /// <summary>Removes one completed instance, optionally with its sub-orchestrations; returns the number of removed instances.</summary>
    public static int Purge(EmulatorConnection connection, string instanceId, bool isRecursive)
    {
        if (InstanceRows.Find(connection, instanceId) is not { } state || !state.OrchestrationStatus.IsFinished())
            return 0;

        var children = isRecursive ? InstanceRows.ChildrenOf(connection, instanceId) : [];
        InstanceRows.Remove(connection, instanceId);
        return 1 + children.Sum(child => Purge(connection, child, isRecursive));
    }

    public static int Purge(EmulatorConnection connection, P.PurgeInstanceFilter filter, bool isRecursive)
    {
        var ids = connection.Query(
            $"SELECT instance_id FROM hub_instances WHERE {Matches} AND status IN (1, 3, 5)",
            row => row.GetString(0),
            From(filter.CreatedTimeFrom),
            To(filter.CreatedTimeTo),
            Bits(filter.RuntimeStatus),
            "",
            "");
        return ids.Sum(id => Purge(connection, id, isRecursive));
    }

    public static bool IsFinished(this P.OrchestrationStatus status) =>
        status is P.OrchestrationStatus.Completed or P.OrchestrationStatus.Failed or P.OrchestrationStatus.Terminated;

    private static long From(Timestamp? time) => time?.ToDateTime().Ticks ?? 0;

    private static long To(Timestamp? time) => time?.ToDateTime().Ticks ?? long.MaxValue;

    private static int Bits(IReadOnlyCollection<P.OrchestrationStatus> statuses) =>
        statuses.Count == 0 ? ~0 : statuses.Aggregate(0, (bits, status) => bits | (1 << (int)status));
}
