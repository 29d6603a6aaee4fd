using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <param name="Stored">The task.</param>
/// <param name="Facts">The directory's people around it, those of its history included.</param>
/// <param name="At">When it was read.</param>
public sealed record ReadableTask(StoredTask Stored, DirectoryFacts Facts, DateTimeOffset At)
{
    public ReviewTask Task => Stored.Task;

    /// <summary>As people are shown it: today's names, and the risk that counts.</summary>
    public ReviewTask Shown => Stored.Task.Today(Facts);
}

/// <summary>Reads a task for somebody. A task that they may not read answers as one that does not exist.</summary>
public sealed class TaskReader(TaskStore store, TaskIndex index, DirectoryFactsReader directory, TimeProvider clock)
{
    /// <param name="reference">The task's identifier, or its number as people write it: 1042 or #1042.</param>
    /// <exception cref="ProblemException">404: unknown, or not theirs to read.</exception>
    public async Task<ReadableTask> ReadAsync(Caller caller, string reference, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(reference, cancellationToken) is not { } id || await store.LoadAsync(id, cancellationToken) is not { } stored)
            throw Problems.NotFound();

        var readable = await DescribeAsync(stored, cancellationToken);
        var relations = RelationsToTask.Of(caller.Id, stored.Task, readable.Facts, readable.At);
        return AccessTable.Allows(TaskAction.Read, stored.Task.State, caller.Roles, relations) ? readable : throw Problems.NotFound();
    }

    public async Task<ReadableTask> DescribeAsync(StoredTask stored, CancellationToken cancellationToken)
    {
        var task = stored.Task;
        UserId?[] others = [task.RequestedBy, .. task.Decisions.Select(decision => (UserId?)decision.By)];
        var people = others.OfType<UserId>().Concat(task.Assignees.SelectMany(assignee => assignee.People)).Concat(task.FormerAssignees);
        return new ReadableTask(stored, await directory.ReadAsync(task.Subject, people, cancellationToken), clock.GetUtcNow());
    }

    private async Task<TaskId?> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        if (int.TryParse(reference.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return await index.FindAsync(number, cancellationToken);
        return TaskId.IsWellFormed(reference) ? TaskId.From(reference) : null;
    }
}
