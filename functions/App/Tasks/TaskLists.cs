using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <param name="Next">Where the next page begins; null: this was the last.</param>
public sealed record TaskPage(IReadOnlyList<TaskRow> Rows, string? Next);

/// <summary>A reviewer's view: what waits for them and what they have completed.</summary>
public sealed class TaskLists(AppTables tables)
{
    public Task<TaskPage> MyTasksAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken) =>
        query.IsAsStored ? AsStoredAsync(person, query, cancellationToken) : SortedAsync(person, query, cancellationToken);

    /// <summary>What <paramref name="person"/> may decide in place of somebody who is out of office; what is due first, first.</summary>
    public IAsyncEnumerable<TaskRow> InPlaceOfAsync(UserId person, UserId away, CancellationToken cancellationToken) =>
        RowsAsync(person, new TaskListQuery(null, false, 0), null, cancellationToken).Select(row => RowJson.Read<TaskRow>(row.GetString("Row"))).Where(row => row.InsteadOf == away);

    /// <summary>How many tasks of each kind wait; every kind has an entry.</summary>
    public async Task<IReadOnlyDictionary<TaskKind, int>> CountsAsync(UserId person, CancellationToken cancellationToken)
    {
        var counts = Enum.GetValues<TaskKind>().ToDictionary(kind => kind, _ => 0);
        await foreach (var row in RowsAsync(person, new TaskListQuery(null, false, 0), null, cancellationToken, ["Kind"]))
            counts[Enum.Parse<TaskKind>(row.GetString("Kind"))]++;
        return counts;
    }

    /// <summary>How many tasks of a kind wait, by app.</summary>
    public async Task<IReadOnlyDictionary<AppId, int>> CountsByAppAsync(UserId person, TaskKind kind, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<AppId, int>();
        await foreach (var row in RowsAsync(person, new TaskListQuery(kind, false, 0), null, cancellationToken, ["App"]))
        {
            var app = AppId.From(row.GetString("App"));
            counts[app] = counts.GetValueOrDefault(app) + 1;
        }

        return counts;
    }

    private async Task<TaskPage> AsStoredAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken)
    {
        List<TaskRow> rows = [];
        string? last = null;
        await foreach (var row in RowsAsync(person, query, query.After, cancellationToken))
        {
            var task = RowJson.Read<TaskRow>(row.GetString("Row"));
            if (!query.Wants(task))
                continue;
            if (rows.Count == query.Limit)
                return new TaskPage(rows, last);
            rows.Add(task);
            last = row.RowKey;
        }

        return new TaskPage(rows, null);
    }

    // The rows are stored by due time. What waits for one person is read whole to be put in another order.
    private async Task<TaskPage> SortedAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken)
    {
        List<(string Key, TaskRow Row)> all = [];
        await foreach (var row in RowsAsync(person, query, null, cancellationToken))
        {
            var task = RowJson.Read<TaskRow>(row.GetString("Row"));
            if (query.Wants(task))
                all.Add((query.PlaceOf(task), task));
        }

        var page = all
            .Where(entry => query.After is null || string.CompareOrdinal(entry.Key, query.After) > 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(query.Limit + 1)
            .ToList();
        return new TaskPage([.. page.Take(query.Limit).Select(entry => entry.Row)], page.Count > query.Limit ? page[query.Limit - 1].Key : null);
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(UserId person, TaskListQuery query, string? after, CancellationToken cancellationToken, string[]? columns = null)
    {
        var partition = TaskIndex.PartitionOf(person);
        var prefix = query.Completed ? TaskIndex.CompletedPrefix : TaskIndex.OpenPrefix;
        var (first, behind) = (after ?? prefix, prefix + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {behind}");
        if (query.Kind is { } kind)
            filter += TableClient.CreateQueryFilter($" and Kind eq {kind.ToString()}");
        if (query.App is { } app)
            filter += TableClient.CreateQueryFilter($" and App eq {app.Value}");
        return tables.TaskIndex.QueryAsync<TableEntity>(filter, query.RowsAtOnce, columns, cancellationToken);
    }
}
