using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>
/// One row for each task whose newest events may be unsettled. It is written before the commit and removed by settling.
/// Wakes can get lost, because external events to a durable instance are one-way. The reconciler finds such tasks here.
/// </summary>
public sealed class UnsettledMarks(AppTables tables, TimeProvider clock)
{
    /// <summary>The number of partitions that the marks are spread over.</summary>
    public const int Shards = 16;

    /// <param name="id">The task.</param>
    /// <param name="version">The version after the coming commit.</param>
    /// <returns>The mark's ETag. It is committed with the events.</returns>
    public async Task<ETag?> MarkAsync(TaskId id, long version, CancellationToken cancellationToken)
    {
        var mark = new TableEntity(ShardOf(id), id.Value) { ["Version"] = version, ["MarkedAt"] = clock.GetUtcNow(), ["Tries"] = 0 };
        return (await tables.Unsettled.UpsertEntityAsync(mark, TableUpdateMode.Replace, cancellationToken)).Headers.ETag;
    }

    /// <summary>Removes the mark unless it is for a later version.</summary>
    /// <param name="id">The task.</param>
    /// <param name="settledVersion">The version up to which it is settled.</param>
    /// <param name="known">The mark's ETag when it was written; null: unknown.</param>
    public async Task RemoveAsync(TaskId id, long settledVersion, ETag? known, CancellationToken cancellationToken)
    {
        if (known is { } tag && await TryDeleteAsync(new TableEntity(ShardOf(id), id.Value) { ETag = tag }, cancellationToken))
            return;
        var mark = await tables.Unsettled.FindRowAsync(ShardOf(id), id.Value, cancellationToken);
        if (mark?.GetInt64("Version") <= settledVersion)
            await DeleteAsync(mark, cancellationToken);
    }

    /// <summary>Records which effects could not be applied, for operators. The mark stays until they are.</summary>
    /// <param name="effects">The names of the handlers.</param>
    public async Task NoteAsync(TaskId id, long version, IEnumerable<string> effects, CancellationToken cancellationToken)
    {
        var found = await tables.Unsettled.FindRowAsync(ShardOf(id), id.Value, cancellationToken);
        var row = found ?? new TableEntity(ShardOf(id), id.Value) { ["Version"] = version, ["MarkedAt"] = clock.GetUtcNow(), ["Tries"] = 0 };
        var names = string.Join(',', effects);
        if (row.GetString("Effects") == names)
            return;
        row["Effects"] = names;
        await tables.Unsettled.TryWriteRowAsync(row, found?.ETag, cancellationToken);
    }

    /// <summary>The marks made before <paramref name="before"/>.</summary>
    public async Task<IReadOnlyList<UnsettledMark>> OlderThanAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Scans all shards: the table holds only unsettled tasks, which are few.
        List<UnsettledMark> marks = [];
        await foreach (var row in tables.Unsettled.QueryAsync<TableEntity>(tables.Unsettled.Readable, cancellationToken: cancellationToken))
        {
            var mark = new UnsettledMark(TaskId.From(row.RowKey), row.GetDateTimeOffset("MarkedAt") ?? default, row.GetInt32("Tries") ?? 0, row)
            {
                Effects = row.GetString("Effects")?.Split(',') ?? [],
            };
            if (mark.MarkedAt <= before)
                marks.Add(mark);
        }

        return marks;
    }

    /// <summary>Counts one more try to settle.</summary>
    public async Task CountTryAsync(UnsettledMark mark, CancellationToken cancellationToken)
    {
        var row = mark.Row;
        row["Tries"] = mark.Tries + 1;
        row["MarkedAt"] = clock.GetUtcNow();
        try
        {
            await tables.Unsettled.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        // Settled or marked again meanwhile: no try needs to be counted.
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
        }
    }

    /// <summary>Deletes the mark as it was read. One that was written since is for a coming commit, which needs it.</summary>
    public Task DeleteAsync(TableEntity row, CancellationToken cancellationToken) => TryDeleteAsync(row, cancellationToken);

    /// <returns>False: it was written again since. The reconciler writes it too, when it counts its tries.</returns>
    private async Task<bool> TryDeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            // Deleting a row that is not there is no error.
            await tables.Unsettled.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status == 412)
        {
            return false;
        }
    }

    private static string ShardOf(TaskId id) => RowKey.ShardOf(id.Value, Shards).ToString("D2", CultureInfo.InvariantCulture);
}

/// <param name="Id">The task.</param>
/// <param name="MarkedAt">When it was marked or last tried.</param>
/// <param name="Tries">The number of the reconciler's tries.</param>
/// <param name="Row">The row, for its ETag.</param>
public sealed record UnsettledMark(TaskId Id, DateTimeOffset MarkedAt, int Tries, TableEntity Row)
{
    /// <summary>The names of the handlers whose effects failed; empty: none was tried, or the failure is unknown.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];
}
