using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Visits;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Operation;

/// <summary>The result of one page of a rebuild.</summary>
/// <param name="Next">Where the next page begins; null: this was the last page.</param>
/// <param name="Count">The number of tasks whose rows were written, of removed rows, or of restarted tasks.</param>
public sealed record RebuiltPage(string? Next, int Count);

/// <summary>
/// Rebuilds what is derived from the tasks while the app is in use. Rows are written from the newest state only,
/// and a row is removed only if it has not changed since it was read.
/// </summary>
public sealed class IndexRebuild(AppTables tables, DirectoryStore directory, TaskStore store, IndexRenewal renewal, TaskNumbers numbers, TaskRestart restart, TaskVisits visits)
{
    private const int PageSize = 500;

    /// <summary>The row that records that all index rows were built, and the version of the set of rows.</summary>
    private const string Made = "index";
    private const int RowsNow = 4;

    private static readonly string StateRows = TableClient.CreateQueryFilter($"RowKey eq {TaskRows.StateKey}");
    private static readonly string OpenRows = TableClient.CreateQueryFilter($"PartitionKey ge {ConcernRows.BySubject} and PartitionKey lt {ConcernRows.BySubject + "~"}");

    /// <summary>Writes the index rows of one page of people.</summary>
    public async Task<RebuiltPage> WritePeopleAsync(string? after, CancellationToken cancellationToken)
    {
        var (rows, next) = await PageAsync(tables.Directory, DirectoryStore.AllPeople, after, cancellationToken);
        await directory.WriteIndexOfAsync(rows, cancellationToken);
        return new RebuiltPage(next, 0);
    }

    /// <summary>Writes the rows of one page of tasks.</summary>
    public async Task<RebuiltPage> WriteAsync(string? after, CancellationToken cancellationToken)
    {
        var (rows, next) = await PageAsync(tables.Tasks, StateRows, after, cancellationToken);
        await EachAsync(rows, (row, stop) => renewal.RenewAsync(TaskRows.ReadState(row).Task, stop), cancellationToken);

        var highest = rows.Select(row => TaskRows.ReadState(row).Task.Number).DefaultIfEmpty().Max();
        if (highest > 0)
            await numbers.SkipAsync(highest, cancellationToken);
        return new RebuiltPage(next, rows.Count);
    }

    /// <summary>Removes the rows of one page of the index that belong to no task.</summary>
    public async Task<RebuiltPage> CleanAsync(string? after, CancellationToken cancellationToken)
    {
        var (rows, next) = await PageAsync(tables.TaskIndex, null, after, cancellationToken);
        var removed = 0;
        await EachAsync(
            rows,
            async (row, stop) =>
            {
                if (await RemoveStrayAsync(row, stop))
                    Interlocked.Increment(ref removed);
            },
            cancellationToken);
        if (next is null)
            await tables.Changes.UpsertEntityAsync(new TableEntity(Made, Made) { ["Rows"] = RowsNow }, TableUpdateMode.Replace, cancellationToken);
        return new RebuiltPage(next, removed);
    }

    /// <summary>Returns false if rows are missing that an earlier version of the app did not write.</summary>
    public async Task<bool> IsWholeAsync(CancellationToken cancellationToken) =>
        await tables.Changes.FindRowAsync(Made, Made, cancellationToken) is { } made && made.GetInt32("Rows") >= RowsNow;

    /// <summary>
    /// For the open tasks of one page of the index, starts an orchestration if there is none, and updates the assignees.
    /// This repairs visits that failed after a directory change.
    /// </summary>
    public async Task<RebuiltPage> ReviveAsync(DurableTaskClient client, string? after, CancellationToken cancellationToken)
    {
        var (rows, next) = await PageAsync(tables.TaskIndex, OpenRows, after, cancellationToken);
        var revived = 0;
        await EachAsync(
            rows,
            async (row, stop) =>
            {
                // These rows are removed when their task ends.
                if (await store.LoadAsync(TaskIndex.TaskOf(row)!.Value, stop) is not { Task.IsOpen: true } open)
                    return;
                if (await restart.ReviveAsync(client, open, stop))
                    Interlocked.Increment(ref revived);
                await visits.VisitAsync(client, open.Task.Id, stop);
            },
            cancellationToken);
        return new RebuiltPage(next, revived);
    }

    private async Task<bool> RemoveStrayAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (TaskIndex.TaskOf(row) is not { } id || TaskIndex.IsWanted(row, (await store.LoadAsync(id, cancellationToken))?.Task))
            return false;
        try
        {
            return !(await tables.TaskIndex.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken)).IsError;
        }
        // Written or removed since it was read: that writer had newer data.
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return false;
        }
    }

    private static async Task<(IReadOnlyList<TableEntity> Rows, string? Next)> PageAsync(AppTable table, string? filter, string? after, CancellationToken cancellationToken)
    {
        var readable = filter is null ? table.Readable : $"{filter} and {table.Readable}";
        // A page can be empty without being the last one.
        await foreach (var page in table.QueryAsync<TableEntity>(readable, cancellationToken: cancellationToken).AsPages(after, PageSize))
            return (page.Values, page.ContinuationToken);
        return ([], null);
    }

    private static Task EachAsync(IReadOnlyList<TableEntity> rows, Func<TableEntity, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (row, stop) =>
        {
            try
            {
                await act(row, stop);
            }
            catch (NewerRowException)
            {
                // A newer version of the app wrote the task and takes care of it.
            }
        });
}
