using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Caching.Memory;

namespace AccessReview.App.Tasks;

/// <summary>
/// Reads whole lists, for counts, searches and orders that the stored rows do not support. A list of one page is read each
/// time. A longer one is cached and valid while the user's <see cref="TaskIndex.ChangedKey"/> row is unchanged. So many
/// readers share one scan and still see each change immediately, from any instance.
/// </summary>
public sealed class WaitingLists(AppTables tables, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// During a rollout, an earlier build changes lists without writing that row. So no list is cached for longer than this.
    /// </summary>
    internal static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of cached rows, over all lists.</summary>
    private const int MaxRows = 100_000;

    private const int MaxScansAtOnce = 2;

    private readonly MemoryCache _remembered = new(new MemoryCacheOptions { SizeLimit = MaxRows });
    private readonly SemaphoreSlim _scans = new(MaxScansAtOnce);

    public async Task<WaitingList> OfAsync(UserId person, CancellationToken cancellationToken)
    {
        if (await RecallAsync(person, cancellationToken) is { } recalled)
            return recalled;

        var partition = TaskIndex.PartitionOf(person);
        await using var pages = Scan(partition, cancellationToken);
        if (!await pages.MoveNextAsync())
            return new WaitingList([]);
        List<TableEntity> rows = [.. pages.Current.Values];
        if (pages.Current.ContinuationToken is null)
            return ListOf(rows);

        await _scans.WaitAsync(cancellationToken);
        try
        {
            // Another reader may have finished the same scan meanwhile.
            if (await RecallAsync(person, cancellationToken) is { } shared)
                return shared;
            while (await pages.MoveNextAsync())
                rows.AddRange(pages.Current.Values);
            return Remember(partition, rows);
        }
        finally
        {
            _scans.Release();
        }
    }

    public void Dispose()
    {
        _remembered.Dispose();
        _scans.Dispose();
    }

    /// <summary>The user's cached list; null: it is not cached or outdated. Only long lists are cached.</summary>
    public async Task<WaitingList?> RecallAsync(UserId person, CancellationToken cancellationToken)
    {
        var partition = TaskIndex.PartitionOf(person);
        if (!_remembered.TryGetValue(partition, out Remembered? remembered) || remembered is null || clock.GetUtcNow() - remembered.At > MaxAge)
            return null;
        var changed = await tables.TaskIndex.FindRowAsync(partition, TaskIndex.ChangedKey, cancellationToken, ["PartitionKey"]);
        return changed is not null && changed.ETag == remembered.Changed ? remembered.List : null;
    }

    private WaitingList Remember(string partition, IReadOnlyList<TableEntity> rows)
    {
        var list = ListOf(rows);
        // The row was read before the list's rows: any later change makes the cached list invalid.
        if (rows is [{ RowKey: TaskIndex.ChangedKey } changed, ..] && list.Count <= MaxRows)
            _remembered.Set(partition, new Remembered(changed.ETag, list, clock.GetUtcNow()), new MemoryCacheEntryOptions { Size = list.Count });
        return list;
    }

    private IAsyncEnumerator<Page<TableEntity>> Scan(string partition, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {TaskIndex.ChangedKey} and RowKey lt {TaskIndex.OpenPrefix + "~"}");
        return tables.TaskIndex.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).AsPages().GetAsyncEnumerator(cancellationToken);
    }

    private static WaitingList ListOf(IEnumerable<TableEntity> rows) =>
        new(rows.Where(row => row.RowKey != TaskIndex.ChangedKey).Select(row => (row.RowKey, RowJson.Read<TaskRow>(row.GetString("Row")))));

    private sealed record Remembered(ETag Changed, WaitingList List, DateTimeOffset At);
}
