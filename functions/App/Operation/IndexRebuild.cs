using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Visits;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Operation;

/// <summary>A page of work on the index, and where the next one begins.</summary>
/// <param name="Next">Continues the scan; null: it is through.</param>
/// <param name="Count">Tasks whose rows were written, rows that were removed, or tasks that were revived.</param>
public sealed record RebuiltPage(string? Next, int Count);

/// <summary>
/// Makes once more what is derived from the tasks. People may go on working meanwhile: rows are written from the newest
/// state only, and a row is removed only as long as nobody has written it since it was read.
/// </summary>
public sealed class IndexRebuild(AppTables tables, TaskStore store, IndexRenewal renewal, TaskNumbers numbers, TaskRestart restart, TaskVisits visits)
{
    private const int PageSize = 500;

    /// <summary>Where it is written down that every row has been made, and which rows there were then.</summary>
    private const string Made = "index";
    private const int RowsNow = 2;

    private static readonly string StateRows = TableClient.CreateQueryFilter($"RowKey eq {TaskRows.StateKey}");
    private static readonly string OpenRows = TableClient.CreateQueryFilter($"PartitionKey ge {ConcernRows.BySubject} and PartitionKey lt {ConcernRows.BySubject + "~"}");

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

    /// <summary>Removes, from one page of the index, the rows that no task asks for.</summary>
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

    /// <summary>False where rows are missing that an earlier build did not write.</summary>
    public async Task<bool> IsWholeAsync(CancellationToken cancellationToken) =>
        await tables.Changes.FindRowAsync(Made, Made, cancellationToken) is { } made && made.GetInt32("Rows") >= RowsNow;

    /// <summary>
    /// Sees to it, for the open tasks of one page of the index, that an orchestration keeps their time, and that those have them
    /// who may decide them now, whatever became of a visit after a change of the directory.
    /// </summary>
    public async Task<RebuiltPage> ReviveAsync(DurableTaskClient client, string? after, CancellationToken cancellationToken)
    {
        var (rows, next) = await PageAsync(tables.TaskIndex, OpenRows, after, cancellationToken);
        var revived = 0;
        await EachAsync(
            rows,
            async (row, stop) =>
            {
                // These rows end with their task.
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
        // Written or removed since it was read: whoever did that knew better.
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return false;
        }
    }

    private static async Task<(IReadOnlyList<TableEntity> Rows, string? Next)> PageAsync(AppTable table, string? filter, string? after, CancellationToken cancellationToken)
    {
        var readable = filter is null ? table.Readable : $"{filter} and {table.Readable}";
        // A page may be empty and not the last.
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
                // The task is a newer build's to look after.
            }
        });
}
