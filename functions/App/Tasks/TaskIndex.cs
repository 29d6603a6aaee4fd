using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Tasks;

/// <summary>
/// The rows behind every list. They are derived from the tasks and can be derived again: a partition a person, open
/// tasks by due time (<c>o|</c>), completed ones latest first (<c>c|</c>); a partition for the numbers that people use; and
/// what a change of the directory looks open tasks up by, see <see cref="ConcernRows"/>.
/// </summary>
public sealed class TaskIndex(AppTables tables)
{
    public const string OpenPrefix = "o|";
    public const string CompletedPrefix = "c|";

    /// <summary>
    /// A row that is written with each change of a person's open rows, in one transaction, so that its ETag says whether they
    /// have changed. It sorts right before them.
    /// </summary>
    public const string ChangedKey = "o";

    private const string Numbers = "n";

    /// <summary>Makes the index say of a task what its newest state says.</summary>
    /// <param name="earlier">Every state since the index was last right: their rows go where the newest state has none.</param>
    /// <param name="today">The state to show.</param>
    public async Task ProjectAsync(IReadOnlyList<ReviewTask> earlier, TaskToday today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(today);
        var newest = today.Task;
        // A task is never about somebody or something else: these rows are written once, and again only when all are made anew.
        var isKnown = earlier is [{ Version: > 1, IsOpen: true }, ..];
        var wanted = RowsOf(newest, today).Where(row => !isKnown || !ConcernRows.IsForGood(row)).ToDictionary(row => (row.PartitionKey, row.RowKey));
        var stale = earlier.SelectMany(state => RowsOf(state)).Where(row => !newest.IsOpen || !ConcernRows.IsForGood(row)).Select(row => (row.PartitionKey, row.RowKey)).Distinct().Where(key => !wanted.ContainsKey(key));

        await Task.WhenAll(stale.Select(key => DeleteAsync(key.PartitionKey, key.RowKey, cancellationToken)));
        await Task.WhenAll(wanted.Values.Select(row => WriteAsync(row, cancellationToken)));
    }

    /// <summary>Takes a task from one person's open list at once; settling does the rest.</summary>
    public Task HideAsync(ReviewTask task, UserId person, CancellationToken cancellationToken) =>
        DeleteAsync(PartitionOf(person), OpenKey(task), cancellationToken);

    public async Task<TaskId?> FindAsync(int number, CancellationToken cancellationToken)
    {
        var row = await tables.TaskIndex.GetEntityIfExistsAsync<TableEntity>(Numbers, NumberKey(number), cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } found } ? TaskId.From(found.GetString("Task")) : null;
    }

    public Task NumberAsync(ReviewTask task, CancellationToken cancellationToken) =>
        tables.TaskIndex.UpsertEntityAsync(new TableEntity(Numbers, NumberKey(task.Number)) { ["Task"] = task.Id.Value }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>
    /// Makes the index say of a task what the store says, whatever it said before. While somebody else writes to the task
    /// it is done again, so that what was read here never outlives what came after it.
    /// </summary>
    public async Task PutBackAsync(TaskToday today, Func<Task<TaskToday>> readAgain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(today);
        await NumberAsync(today.Task, cancellationToken);
        List<ReviewTask> written = [];
        while (true)
        {
            await ProjectAsync(written, today, cancellationToken);
            written.Add(today.Task);
            var now = await readAgain();
            if (now.Task.Version == today.Task.Version)
                return;
            today = now;
        }
    }

    /// <summary>Is this one of the rows that the task's state asks for?</summary>
    public static bool IsWanted(TableEntity row, ReviewTask? task) => task is not null && row.PartitionKey switch
    {
        Numbers => row.RowKey == NumberKey(task.Number),
        _ => RowsOf(task).Any(wanted => wanted.PartitionKey == row.PartitionKey && wanted.RowKey == row.RowKey),
    };

    /// <summary>The task that a row speaks of; null for the rows that speak of none: the counter of numbers and <see cref="ChangedKey"/>.</summary>
    public static TaskId? TaskOf(TableEntity row) => row.PartitionKey switch
    {
        TaskNumbers.CounterPartition => null,
        _ when row.RowKey == ChangedKey => null,
        Numbers => TaskId.From(row.GetString("Task")),
        _ => TaskId.From(row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..]),
    };

    public static string PartitionOf(UserId person) => "u|" + RowKey.Encode(person.Value);

    /// <param name="today">Null: only the keys of the rows are wanted.</param>
    private static IEnumerable<TableEntity> RowsOf(ReviewTask task, TaskToday? today = null)
    {
        var deciders = task.Decisions.Select(decision => decision.By).ToHashSet();
        var waiting = task.IsOpen ? task.WaitsFor : [];
        foreach (var person in waiting)
            yield return Row(person, OpenKey(task), TaskRow.Waiting(today ?? new TaskToday(task, null, null), task.WaitingFor(person)!)); // It waits for them.
        foreach (var row in ConcernRows.Of(task))
            yield return row;

        // Whoever decided an earlier step has completed it, though the task goes on.
        var completed = task.IsOpen ? deciders : deciders.Union(task.Assignees.Select(assignee => assignee.User));
        foreach (var person in completed)
            yield return Row(person, CompletedKey(task, person), TaskRow.Completed(task, person));
    }

    private static TableEntity Row(UserId person, string key, TaskRow row) => new(PartitionOf(person), key)
    {
        ["Kind"] = row.Kind.ToString(),
        ["App"] = row.App.Value,
        ["Row"] = RowJson.Write(row),
    };

    private static string OpenKey(ReviewTask task) => $"{OpenPrefix}{RowKey.Of(task.DueAt)}|{task.Id}";

    private static string CompletedKey(ReviewTask task, UserId person)
    {
        var at = task.Decisions.LastOrDefault(decision => decision.By == person)?.At ?? task.ClosedAt ?? task.OpenedAt;
        return $"{CompletedPrefix}{RowKey.LatestFirst(at)}|{task.Id}";
    }

    private static string NumberKey(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private Task WriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        row.RowKey.StartsWith(OpenPrefix, StringComparison.Ordinal)
            ? Noted(row.PartitionKey).Add(TableTransactionActionType.UpsertReplace, row).SubmitAsync(tables.TaskIndex, cancellationToken)
            : tables.TaskIndex.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    // The row is ours to remove whatever it says: what it should say is derived from the task, not from the row.
    private async Task DeleteAsync(string partition, string row, CancellationToken cancellationToken)
    {
        if (!row.StartsWith(OpenPrefix, StringComparison.Ordinal))
        {
            await tables.TaskIndex.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);
            return;
        }

        try
        {
            await Noted(partition).Add(TableTransactionActionType.Delete, new TableEntity(partition, row)).SubmitAsync(tables.TaskIndex, cancellationToken);
        }
        catch (TableTransactionFailedException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            // Removed before: nothing has changed.
        }
    }

    private static EntityGroup Noted(string partition) => new EntityGroup().Add(TableTransactionActionType.UpsertReplace, new TableEntity(partition, ChangedKey));
}
