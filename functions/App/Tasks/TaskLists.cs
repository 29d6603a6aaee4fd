using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <param name="Next">Where the next page begins; null: this is the last page.</param>
public sealed record TaskPage(IReadOnlyList<TaskRow> Rows, string? Next);

/// <param name="IsMore">There are more than were counted.</param>
public sealed record CompletedCount(int Count, bool IsMore);

/// <summary>A reviewer's open and completed tasks.</summary>
public sealed class TaskLists(AppTables tables, WaitingLists waiting)
{
    /// <summary>The maximum number of completed rows that one page searches. A page can be short or empty without being the last.</summary>
    internal const int MaxRowsSearched = 5_000;

    private const int MaxCounted = 1_000;

    private static readonly TaskListQuery Certified = new(TaskKind.Certification, true, 0);

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

    /// <summary>All open tasks. A page that shows several things about them reads them once.</summary>
    public Task<WaitingList> OpenAsync(UserId person, CancellationToken cancellationToken) => waiting.OfAsync(person, cancellationToken);

    /// <summary>The number of open tasks of each kind. Every kind has an entry.</summary>
    public async Task<IReadOnlyDictionary<TaskKind, int>> CountsAsync(UserId person, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).Counts;

    /// <summary>The number of open tasks of a kind, by app.</summary>
    public async Task<IReadOnlyDictionary<AppId, int>> CountsByAppAsync(UserId person, TaskKind kind, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).CountsByApp(kind);

    /// <summary>Counts the tasks of the query that were completed since then, up to <see cref="MaxCounted"/>.</summary>
    public async Task<CompletedCount> CountCompletedAsync(UserId person, TaskListQuery query, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var latestFirst = TableClient.CreateQueryFilter($" and RowKey lt {TaskIndex.CompletedPrefix + RowKey.LatestFirst(since)}");
        // The keys are enough, and one page of the store has them all.
        var rows = tables.TaskIndex.QueryAsync<TableEntity>(FilterOf(person, query) + latestFirst, MaxCounted, ["RowKey"], cancellationToken);
        var count = await rows.Take(MaxCounted + 1).CountAsync(cancellationToken);
        return new CompletedCount(Math.Min(count, MaxCounted), count > MaxCounted);
    }

    /// <summary>The number of completed certifications of a campaign.</summary>
    public async Task<int> CountCompletedAsync(UserId person, CampaignId campaign, CancellationToken cancellationToken)
    {
        var filter = FilterOf(person, Certified) + TableClient.CreateQueryFilter($" and Campaign eq {campaign.Value}");
        return await tables.TaskIndex.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellationToken).CountAsync(cancellationToken);
    }

    /// <summary>The campaigns of the certifications that were completed since then, found in the latest <see cref="MaxCounted"/> of them.</summary>
    public async Task<IReadOnlyCollection<CampaignId>> CompletedCampaignsAsync(UserId person, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var latestFirst = TableClient.CreateQueryFilter($" and RowKey lt {TaskIndex.CompletedPrefix + RowKey.LatestFirst(since)}");
        var rows = tables.TaskIndex.QueryAsync<TableEntity>(FilterOf(person, Certified) + latestFirst, MaxCounted, ["Campaign"], cancellationToken);
        return await rows.Take(MaxCounted).Select(row => row.GetString("Campaign")).OfType<string>().Select(CampaignId.From).ToHashSetAsync(cancellationToken: cancellationToken);
    }

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

    private IAsyncEnumerable<TableEntity> RowsAsync(UserId person, TaskListQuery query, CancellationToken cancellationToken) =>
        tables.TaskIndex.QueryAsync<TableEntity>(FilterOf(person, query), query.RowsAtOnce, cancellationToken: cancellationToken);

    private static string FilterOf(UserId person, TaskListQuery query)
    {
        var partition = TaskIndex.PartitionOf(person);
        var prefix = query.Completed ? TaskIndex.CompletedPrefix : TaskIndex.OpenPrefix;
        var (first, behind) = (query.After ?? prefix, prefix + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {behind}");
        if (query.Kind is { } kind)
            filter += TableClient.CreateQueryFilter($" and Kind eq {kind.ToString()}");
        if (query.App is { } app)
            filter += TableClient.CreateQueryFilter($" and App eq {app.Value}");
        return filter;
    }
}
