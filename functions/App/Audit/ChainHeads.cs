using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tasks.Effects;
using Azure.Data.Tables;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Audit;

/// <summary>
/// The chain heads that changed in each hour, until that hour's digest is written. A task's head is noted when the task is
/// settled.
/// </summary>
public sealed class ChainHeads(AppTables tables, DigestArchive archive, TimeProvider clock) : IEffectHandler
{
    private const string Prefix = "h|";

    /// <summary>The number of partitions that an hour's heads are spread over.</summary>
    private const int Shards = 4;

    public string Name => "auditHead";

    public string Title => Say($"the audit record");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) =>
        archive.IsThere ? [new("", changes.Task.Version, token => NoteAsync(changes.Stored, token))] : [];

    private Task NoteAsync(StoredTask stored, CancellationToken cancellationToken)
    {
        var shard = RowKey.ShardOf(stored.Task.Id.Value, Shards);
        var row = new TableEntity($"{Prefix}{AuditHour.Of(clock.GetUtcNow())}|{shard}", stored.Task.Id.Value) { ["Version"] = stored.Task.Version, ["Hash"] = stored.Head };
        return tables.Audit.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>The hour's heads, in order of task id.</summary>
    internal async Task<IReadOnlyList<ChainHead>> OfAsync(string hour, CancellationToken cancellationToken)
    {
        List<ChainHead> heads = [];
        await foreach (var row in RowsAsync(hour, cancellationToken))
            heads.Add(new ChainHead(row.RowKey, row.GetInt64("Version") ?? 0, row.GetString("Hash")));
        return [.. heads.OrderBy(head => head.Task, StringComparer.Ordinal)];
    }

    /// <summary>The first hour with pending heads; null: none.</summary>
    internal async Task<string?> FirstHourAsync(CancellationToken cancellationToken)
    {
        var behind = Prefix + "~";
        await foreach (var row in tables.Audit.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {Prefix} and PartitionKey lt {behind}"), 1, ["PartitionKey"], cancellationToken))
            return row.PartitionKey.Split('|')[1];
        return null;
    }

    /// <summary>Deletes the heads of an hour, because its digest has them now.</summary>
    internal async Task ForgetAsync(string hour, CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(hour, cancellationToken))
            await tables.Audit.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private Azure.AsyncPageable<TableEntity> RowsAsync(string hour, CancellationToken cancellationToken)
    {
        var (first, behind) = ($"{Prefix}{hour}|", $"{Prefix}{hour}~");
        return tables.Audit.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {behind}"), cancellationToken: cancellationToken);
    }
}
