using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tests.Audit;

/// <summary>An attacker with the keys of the storage account.</summary>
internal sealed class Forger(TheApp app, TaskId id)
{
    private readonly TableClient _table = app.Get<AppTables>().Tasks;

    public Task DoAsync(string deed) => deed switch
    {
        "edited" => EditAsync(),
        "deleted" => DeleteAsync(2),
        "inserted" => InsertAsync(),
        "reordered" => SwapAsync(),
        "truncated" => DeleteAsync(4),
        "truncated with its state" => SetBackAsync(),
        "made anew" => RemakeAsync(),
        "gone" => RemoveAllAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "Nobody does this."),
    };

    private async Task EditAsync()
    {
        var row = await EventAsync(2);
        row["Event"] = row.GetString("Event").Replace("mia", "max", StringComparison.Ordinal);
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace);
    }

    private Task DeleteAsync(long version) => _table.DeleteEntityAsync(id.Value, TaskRows.EventKey(version));

    private async Task InsertAsync()
    {
        var row = await EventAsync(4);
        row.RowKey = TaskRows.EventKey(5);
        await _table.AddEntityAsync(row);
    }

    private async Task SwapAsync()
    {
        var (second, third) = (await EventAsync(2), await EventAsync(3));
        (second.RowKey, third.RowKey) = (third.RowKey, second.RowKey);
        await _table.UpsertEntityAsync(second, TableUpdateMode.Replace);
        await _table.UpsertEntityAsync(third, TableUpdateMode.Replace);
    }

    /// <summary>Removes the decision; the remaining chain is intact.</summary>
    private async Task SetBackAsync()
    {
        await DeleteAsync(4);
        await DeleteAsync(3);
        await WriteStateAsync([await HappenedAsync(1), await HappenedAsync(2)], (await EventAsync(2)).GetString("Hash"));
    }

    /// <summary>The same events with another decision, and every hash recomputed.</summary>
    private async Task RemakeAsync()
    {
        var (head, events) = ("", new List<TaskEvent>());
        for (var version = 1; version <= 4; version++)
        {
            var happened = await HappenedAsync(version);
            events.Add(happened is TaskEvent.Decided decided ? decided with { At = decided.At.AddMinutes(-1) } : happened);
            var row = TaskRows.EventOf(id, version, events[^1], head, "forged");
            head = row.GetString("Hash");
            await _table.UpsertEntityAsync(row, TableUpdateMode.Replace);
        }

        await WriteStateAsync(events, head);
    }

    private async Task RemoveAllAsync()
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == id.Value))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
    }

    private Task WriteStateAsync(IReadOnlyList<TaskEvent> events, string head) =>
        _table.UpsertEntityAsync(TaskRows.StateOf(ReviewTask.Fold(events), head, events.Count, id.Value, null), TableUpdateMode.Replace);

    private async Task<TaskEvent> HappenedAsync(long version) => TaskRows.ReadEvent(await EventAsync(version)).Event;

    private async Task<TableEntity> EventAsync(long version) => (await _table.GetEntityAsync<TableEntity>(id.Value, TaskRows.EventKey(version))).Value;
}
