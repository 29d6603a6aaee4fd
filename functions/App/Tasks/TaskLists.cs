using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <param name="Next">Where the next page begins; null: this was the last.</param>
public sealed record TaskPage(IReadOnlyList<TaskRow> Rows, string? Next);

/// <summary>A reviewer's view: what waits for them and what they have completed.</summary>
public sealed class TaskLists(AppTables tables, WaitingLists waiting)
{
    /// <summary>Completed rows that one page looks through for matches. A page may be short, and even empty, and not the last.</summary>
    internal const int MaxRowsSearched = 5_000;

    public async Task<TaskPage> MyTasksAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!query.IsBounded)
            return (await waiting.OfAsync(person, cancellationToken)).Page(query);
        // A kind or app with few tasks would be looked for through all rows of a long list.
        return !query.Completed && await waiting.RecallAsync(person, cancellationToken) is { } remembered
            ? remembered.Page(query)
            : await AsStoredAsync(person, query, cancellationToken);
    }

    /// <summary>What <paramref name="person"/> may decide in place of somebody who is out of office; what is due first, first.</summary>
    public async Task<IReadOnlyList<TaskRow>> InPlaceOfAsync(UserId person, UserId away, CancellationToken cancellationToken) =>
        [.. (await waiting.OfAsync(person, cancellationToken)).Rows.Where(row => row.InsteadOf == away)];

    /// <summary>How many tasks of each kind wait; every kind has an entry.</summary>
    public async Task<IReadOnlyDictionary<TaskKind, int>> CountsAsync(UserId person, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).Counts;

    /// <summary>How many tasks of a kind wait, by app.</summary>
    public async Task<IReadOnlyDictionary<AppId, int>> CountsByAppAsync(UserId person, TaskKind kind, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).CountsByApp(kind);

    private async Task<TaskPage> AsStoredAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken)
    {
        List<TaskRow> rows = [];
        string? last = null;
        var (searched, words) = (0, query.Search is { } search ? Directory.FoldedName.Fold(search) : null);
        await foreach (var row in RowsAsync(person, query, cancellationToken))
        {
            if (rows.Count == query.Limit || searched++ == MaxRowsSearched)
                return new TaskPage(rows, last);
            var task = RowJson.Read<TaskRow>(row.GetString("Row"));
            if (query.Wants(task, words, null))
                rows.Add(task);
            last = row.RowKey;
        }

        return new TaskPage(rows, null);
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken)
    {
        var partition = TaskIndex.PartitionOf(person);
        var prefix = query.Completed ? TaskIndex.CompletedPrefix : TaskIndex.OpenPrefix;
        var (first, behind) = (query.After ?? prefix, prefix + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {behind}");
        if (query.Kind is { } kind)
            filter += TableClient.CreateQueryFilter($" and Kind eq {kind.ToString()}");
        if (query.App is { } app)
            filter += TableClient.CreateQueryFilter($" and App eq {app.Value}");
        return tables.TaskIndex.QueryAsync<TableEntity>(filter, query.RowsAtOnce, cancellationToken: cancellationToken);
    }
}
