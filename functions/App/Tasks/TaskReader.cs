using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <param name="Stored">The task.</param>
/// <param name="Facts">The directory data of the users involved, including those of its history.</param>
/// <param name="At">When it was read.</param>
public sealed record ReadableTask(StoredTask Stored, DirectoryFacts Facts, DateTimeOffset At)
{
    public ReviewTask Task => Stored.Task;

    /// <summary>Others who hold the access, read at the same time for a decision; null: not read.</summary>
    public IReadOnlyList<Grant>? Holders { get; init; }

    /// <summary>The task as shown to users: with current names and the effective risk.</summary>
    public ReviewTask Shown => Stored.Task.Today(Facts);
}

/// <summary>Reads a task for a user. A task that they may not read is reported as not found.</summary>
public sealed class TaskReader(TaskStore store, TaskIndex index, DirectoryFactsReader directory, AccessContextReader contexts, TimeProvider clock)
{
    /// <param name="reference">The task's id or number: 1042 or #1042.</param>
    /// <exception cref="ProblemException">404: not found, or the caller may not read it.</exception>
    public Task<ReadableTask> ReadAsync(Caller caller, string reference, CancellationToken cancellationToken) => ReadAsync(caller, reference, null, cancellationToken);

    /// <param name="reference">The task's id or number: 1042 or #1042.</param>
    /// <param name="operation">The operation that the task is read for; see <see cref="StoredTask.DoneAt"/>.</param>
    /// <param name="alsoPeople">More users to load, in addition to those of the task.</param>
    /// <exception cref="ProblemException">404: not found, or the caller may not read it.</exception>
    public async Task<ReadableTask> ReadAsync(Caller caller, string reference, OperationId? operation, CancellationToken cancellationToken, params IReadOnlyList<UserId> alsoPeople) =>
        await FindAsync(caller, reference, operation, cancellationToken, alsoPeople) ?? throw Problems.NotFound();

    /// <summary>Returns null if the task does not exist or the caller may not read it.</summary>
    public async Task<ReadableTask?> FindAsync(Caller caller, string reference, OperationId? operation, CancellationToken cancellationToken, params IReadOnlyList<UserId> alsoPeople)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await LoadAsync(reference, operation, cancellationToken) is not { } stored)
            return null;
        var readable = await DescribeAsync(stored, cancellationToken, alsoPeople);
        return MayRead(caller, readable) ? readable : null;
    }

    /// <summary>Reads the task of a command; null: it does not exist or the caller may not read it.</summary>
    public async Task<ReadableTask?> FindAsync(CommandOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var loaded = order.Caller is null ? store.LoadAsync(TaskId.From(order.Task), order.Operation, cancellationToken) : LoadAsync(order.Task, order.Operation, cancellationToken);
        if (await loaded is not { } stored)
            return null;
        // Read at the same time as the grant.
        var holders = order.Intent.IsDecision && stored is { DoneAt: null, Task: { IsOpen: true, Subject: var subject } } ? contexts.HoldersAsync(subject, cancellationToken) : null;
        var readable = await DescribeAsync(stored, cancellationToken, order.AlsoPeople);
        if (order.Caller is { } caller && !MayRead(caller, readable))
            return null;
        return holders is null ? readable : readable with { Holders = await holders };
    }

    private static bool MayRead(Caller caller, ReadableTask readable) => AccessTable.Allows(
        TaskAction.Read, readable.Task.State, caller.Roles, RelationsToTask.Of(caller.Id, readable.Task, readable.Facts, readable.At));

    public async Task<ReadableTask> DescribeAsync(StoredTask stored, CancellationToken cancellationToken, params IReadOnlyList<UserId> alsoPeople)
    {
        var facts = await FactsOfAsync(stored.Task, cancellationToken, alsoPeople);
        return new ReadableTask(stored, facts, clock.GetUtcNow());
    }

    /// <summary>The directory data of a task's users, including those of its history.</summary>
    public Task<DirectoryFacts> FactsOfAsync(ReviewTask task, CancellationToken cancellationToken, params IReadOnlyList<UserId> alsoPeople)
    {
        return directory.ReadAsync(task.Subject, [.. TaskPeople.Of(task), .. task.FormerAssignees, .. task.Policy.NamedPeople(), .. alsoPeople], cancellationToken);
    }

    private async Task<StoredTask?> LoadAsync(string reference, OperationId? operation, CancellationToken cancellationToken)
    {
        if (!int.TryParse(reference.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return TaskId.IsWellFormed(reference) ? await store.LoadAsync(TaskId.From(reference), operation, cancellationToken) : null;
        if (await index.FindAsync(number, cancellationToken) is not { } id || await store.LoadAsync(id, operation, cancellationToken) is not { } stored)
            return null;
        // An opening that was cut off may have left a number. The task was opened later under another one.
        return stored.Task.Number == number ? stored : null;
    }
}
