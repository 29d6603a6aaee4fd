using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <param name="Next">Where the next page begins; null: this is the last page.</param>
public sealed record TaskPage(IReadOnlyList<TaskRow> Rows, string? Next);

/// <summary>A reviewer's open and completed tasks.</summary>
public sealed class TaskLists(AppTables tables, WaitingLists waiting)
{
    /// <summary>The maximum number of completed rows that one page searches. A page can be short or empty without being the last.</summary>
    internal const int MaxRowsSearched = 5_000;

    public async Task<TaskPage> MyTasksAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!query.IsBounded)
            return (await waiting.OfAsync(person, cancellationToken)).Page(query);
        // Open tasks by kind or app: a remembered list avoids a scan of all rows.
        return !query.Completed && await waiting.RecallAsync(person, cancellationToken) is { } remembered
            ? remembered.Page(query)
            : await AsStoredAsync(person, query, cancellationToken);
    }

    /// <summary>The first open tasks of a list from its beginning, whatever the page.</summary>
    /// <param name="max">The maximum number of tasks.</param>
    public async Task<IReadOnlyList<TaskRow>> FirstAsync(UserId person, TaskListQuery query, int max, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).Page(query with { After = null, Limit = max }).Rows;

    /// <summary>All open tasks, earliest due time first.</summary>
    public async Task<IReadOnlyList<TaskRow>> OpenAsync(UserId person, CancellationToken cancellationToken) =>
        [.. (await waiting.OfAsync(person, cancellationToken)).Rows];

    /// <summary>The number of open tasks of each kind. Every kind has an entry.</summary>
    public async Task<IReadOnlyDictionary<TaskKind, int>> CountsAsync(UserId person, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).Counts;

    /// <summary>The number of open tasks of a kind, by app.</summary>
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
