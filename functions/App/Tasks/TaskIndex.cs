using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace AccessReview.App.Tasks;

/// <summary>
/// The index rows of all lists. They can be rebuilt from the tasks. Each user has a partition with open tasks by due time
/// (<c>o|</c>) and completed ones, latest first (<c>c|</c>). One partition holds the task numbers. Further rows find open tasks
/// after a change of the directory, see <see cref="ConcernRows"/>.
/// </summary>
public sealed class TaskIndex(AppTables tables) : IDisposable
{
    public const string OpenPrefix = "o|";
    public const string CompletedPrefix = "c|";

    /// <summary>
    /// The key of a row that is written in one transaction with each change of a user's open rows. Its ETag tells whether they
    /// have changed. It sorts right before them.
    /// </summary>
    public const string ChangedKey = "o";

    private const string Numbers = "n";

    private const int MaxNumbers = 10_000;

    private readonly MemoryCache _numbers = new(new MemoryCacheOptions { SizeLimit = MaxNumbers });

    /// <summary>Updates the index to a task's newest state.</summary>
    /// <param name="isNew">It may have no rows yet.</param>
    /// <param name="earlier">Every state since the last update. Their rows are deleted if the newest state does not have them.</param>
    /// <param name="today">The state to show.</param>
    public async Task ProjectAsync(bool isNew, IReadOnlyList<ReviewTask> earlier, TaskToday today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(today);
        var newest = today.Task;
        // Subject and app of a task never change. Their rows are written once, and again only by a rebuild.
        var isKnown = !isNew && earlier is [{ Version: > 1 }, ..] && earlier.All(state => state.IsOpen);
        var wanted = RowsOf(newest, today).Where(row => !isKnown || !ConcernRows.IsForGood(row)).ToDictionary(row => (row.PartitionKey, row.RowKey));
        var stale = earlier.SelectMany(state => RowsOf(state)).Where(row => !newest.IsOpen || !ConcernRows.IsForGood(row)).Select(row => (row.PartitionKey, row.RowKey)).Distinct().Where(key => !wanted.ContainsKey(key));

        var partitions = wanted.Values.Select(row => (row.PartitionKey, Row: row, IsStale: false))
            .Concat(stale.Select(key => (key.PartitionKey, Row: new TableEntity(key.PartitionKey, key.RowKey), IsStale: true)))
            .GroupBy(change => change.PartitionKey);
        await Task.WhenAll(partitions.Select(changes => ChangeAsync(
            changes.Key, [.. changes.Where(change => !change.IsStale).Select(change => change.Row)], [.. changes.Where(change => change.IsStale).Select(change => change.Row)], cancellationToken)));
    }

    /// <summary>Removes a task immediately from one user's open list. Settling does the rest.</summary>
    public Task HideAsync(ReviewTask task, UserId person, CancellationToken cancellationToken) =>
        DeleteAsync(PartitionOf(person), OpenKey(task), cancellationToken);

    /// <summary>The open tasks about a user's access. A task that was opened a moment ago may be missing.</summary>
    public IAsyncEnumerable<TaskId> OpenAboutAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) => tables.TaskIndex
        .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {ConcernRows.OfSubject(user)} and Entitlement eq {entitlement.Value}"), cancellationToken: cancellationToken)
        .Select(row => TaskOf(row)!.Value); // These rows have a task.

    /// <summary>The open tasks about all access of a user.</summary>
    public IAsyncEnumerable<TaskId> OpenAboutAsync(UserId user, CancellationToken cancellationToken) => tables.TaskIndex
        .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {ConcernRows.OfSubject(user)}"), cancellationToken: cancellationToken)
        .Select(row => TaskOf(row)!.Value); // These rows have a task.

    public async Task<TaskId?> FindAsync(int number, CancellationToken cancellationToken)
    {
        if (_numbers.TryGetValue(number, out TaskId known))
            return known;
        if (await tables.TaskIndex.FindRowAsync(Numbers, NumberKey(number), cancellationToken) is not { } row)
            return null;
        var id = TaskId.From(row.GetString("Task"));
        // A task keeps its number.
        Remember(number, id);
        return id;
    }

    /// <summary>Writes the row that finds the task by its number.</summary>
    public Task NumberAsync(int number, TaskId id, CancellationToken cancellationToken) =>
        tables.TaskIndex.UpsertEntityAsync(new TableEntity(Numbers, NumberKey(number)) { ["Task"] = id.Value }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Removes the row of a number that no task got.</summary>
    public Task RemoveNumberAsync(int number, CancellationToken cancellationToken) =>
        tables.TaskIndex.DeleteEntityAsync(Numbers, NumberKey(number), cancellationToken: cancellationToken);

    /// <summary>Remembers in this process which task has the number.</summary>
    public void Remember(int number, TaskId id) => _numbers.Set(number, id, new MemoryCacheEntryOptions { Size = 1 });

    /// <summary>
    /// Updates the index to the stored task, whatever it held before. It repeats while others write to the task, so that no
    /// outdated row stays.
    /// </summary>
    public async Task PutBackAsync(TaskToday today, Func<Task<TaskToday>> readAgain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(today);
        await NumberAsync(today.Task.Number, today.Task.Id, cancellationToken);
        List<ReviewTask> written = [];
        while (true)
        {
            await ProjectAsync(false, written, today, cancellationToken);
            written.Add(today.Task);
            var now = await readAgain();
            if (now.Task.Version == today.Task.Version)
                return;
            today = now;
        }
    }

    /// <summary>Returns whether the row belongs to the task's state.</summary>
    public static bool IsWanted(TableEntity row, ReviewTask? task) => task is not null && row.PartitionKey switch
    {
        Numbers => row.RowKey == NumberKey(task.Number),
        _ => RowsOf(task).Any(wanted => wanted.PartitionKey == row.PartitionKey && wanted.RowKey == row.RowKey),
    };

    /// <summary>The task of a row; null: a row without a task, which is the number counter or <see cref="ChangedKey"/>.</summary>
    public static TaskId? TaskOf(TableEntity row) => row.PartitionKey switch
    {
        TaskNumbers.CounterPartition => null,
        _ when row.RowKey == ChangedKey => null,
        Numbers => TaskId.From(row.GetString("Task")),
        _ => TaskId.From(row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..]),
    };

    public void Dispose() => _numbers.Dispose();

    public static string PartitionOf(UserId person) => "u|" + RowKey.Encode(person.Value);

    /// <param name="today">Null: only the keys of the rows are needed.</param>
    private static IEnumerable<TableEntity> RowsOf(ReviewTask task, TaskToday? today = null)
    {
        var deciders = task.Decisions.Select(decision => decision.By).ToHashSet();
        var waiting = task.IsOpen && today is not { IsPending: true } ? task.WaitsFor : [];
        foreach (var person in waiting)
            yield return Row(person, OpenKey(task), TaskRow.Waiting(today ?? new TaskToday(task, null, null), task.WaitingFor(person)!)); // Not null.
        foreach (var row in ConcernRows.Of(task))
            yield return row;

        // Deciders of an earlier step have completed their part, even while the task is open.
        var completed = task.IsOpen ? deciders : deciders.Union(task.Assignees.Select(assignee => assignee.User));
        foreach (var person in completed)
            yield return Row(person, CompletedKey(task, person), TaskRow.Completed(task, person) with { UndoUntil = today is { IsPending: true } && task.Undo?.By == person ? task.Undo.Until : null });
    }

    private static TableEntity Row(UserId person, string key, TaskRow row) => new(PartitionOf(person), key)
    {
        ["Kind"] = row.Kind.ToString(),
        ["App"] = row.App.Value,
        ["Campaign"] = row.Campaign?.Value,
        ["Row"] = RowJson.Write(row),
    };

    // New and changed access comes before unchanged access that is due at the same time.
    private static string OpenKey(ReviewTask task) => $"{OpenPrefix}{RowKey.Of(task.DueAt)}|{TaskRow.RankOf(task.Campaign?.Delta)}{task.Id}";

    private static string CompletedKey(ReviewTask task, UserId person)
    {
        var at = task.Decisions.LastOrDefault(decision => decision.By == person)?.At ?? task.ClosedAt ?? task.OpenedAt;
        return $"{CompletedPrefix}{RowKey.LatestFirst(at)}|{task.Id}";
    }

    private static string NumberKey(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>Changes one partition in one transaction, if possible.</summary>
    private async Task ChangeAsync(string partition, IReadOnlyList<TableEntity> written, IReadOnlyList<TableEntity> deleted, CancellationToken cancellationToken)
    {
        try
        {
            await ChangeTogetherAsync(written, deleted, cancellationToken);
        }
        // A row is already deleted, because the task was removed from a list at once: then nothing was changed.
        catch (TableTransactionFailedException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            await ChangeTogetherAsync(written, [], cancellationToken);
            if (deleted is not [_])
                await Task.WhenAll(deleted.Select(row => DeleteAsync(partition, row.RowKey, cancellationToken)));
        }
    }

    private Task ChangeTogetherAsync(IReadOnlyList<TableEntity> written, IReadOnlyList<TableEntity> deleted, CancellationToken cancellationToken) => (written, deleted) switch
    {
        ([], []) => Task.CompletedTask,
        // Without an ETag check: the row's content is derived from the task, so it can always be deleted.
        ([], [var row]) when !IsOpenRow(row) => tables.TaskIndex.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken),
        ([var row], []) when !IsOpenRow(row) => tables.TaskIndex.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken),
        _ => GroupOf(written, deleted).SubmitAsync(tables.TaskIndex, cancellationToken),
    };

    private static EntityGroup GroupOf(IReadOnlyList<TableEntity> written, IReadOnlyList<TableEntity> deleted)
    {
        var group = new EntityGroup();
        if (written.Concat(deleted).FirstOrDefault(IsOpenRow) is { PartitionKey: var partition })
            group.Add(TableTransactionActionType.UpsertReplace, new TableEntity(partition, ChangedKey));
        foreach (var row in written)
            group.Add(TableTransactionActionType.UpsertReplace, row);
        foreach (var row in deleted)
            group.Add(TableTransactionActionType.Delete, row, Azure.ETag.All);
        return group;
    }

    private Task DeleteAsync(string partition, string row, CancellationToken cancellationToken) =>
        ChangeAsync(partition, [], [new TableEntity(partition, row)], cancellationToken);

    private static bool IsOpenRow(TableEntity row) => row.RowKey.StartsWith(OpenPrefix, StringComparison.Ordinal);
}
