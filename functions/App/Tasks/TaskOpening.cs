using AccessReview.App.Directory;
using AccessReview.App.Policies;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>A task to be opened. Its identifier says what it comes from, so opening it twice is opening it once.</summary>
public sealed record TaskToOpen(TaskId Id, TaskKind Kind, UserId SubjectUser, EntitlementId Entitlement, CaseId Case, Actor By)
{
    public UserId? RequestedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>When access that is asked for is to end; null: open end.</summary>
    public DateTimeOffset? Until { get; init; }

    public TaskId? Parent { get; init; }

    /// <summary>What was known of the subject before: for what is no longer in the directory.</summary>
    public Subject? Known { get; init; }
}

/// <summary>Opens tasks: finds the policy and the people, writes the task and starts its orchestration.</summary>
public sealed class TaskOpening(
    TaskStore store,
    UnsettledMarks marks,
    TaskIndex index,
    TaskNumbers numbers,
    PolicyCatalog policies,
    DirectoryStore directory,
    DirectoryFactsReader facts,
    TimeProvider clock)
{
    /// <exception cref="InvalidOperationException">The subject, entitlement or app is not in the directory, or the reason is too long: whoever asks checks both first.</exception>
    public async Task<ReviewTask> OpenAsync(DurableTaskClient client, TaskToOpen what, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(what.Id, cancellationToken) ?? await InsertAsync(what, cancellationToken);

        // Committed, or found from an earlier try that may have ended right here: both steps are once whatever happens.
        await index.NumberAsync(stored.Task, CancellationToken.None);
        // One that opens closed has its requester to notify.
        if (stored.Task.IsOpen || !stored.IsSettled)
            await TaskWaker.StartAsync(client, what.Id, what.Id.Value, CancellationToken.None);
        return stored.Task;
    }

    private async Task<StoredTask> InsertAsync(TaskToOpen what, CancellationToken cancellationToken)
    {
        var described = await DescribeAsync(what, cancellationToken);
        var known = await facts.ReadAsync(described, [], cancellationToken);
        var subject = described with { Account = known.Access?.Grant?.AccountId };
        var command = new TaskCommand.Open
        {
            At = clock.GetUtcNow(),
            By = what.By,
            Facts = known,
            Id = what.Id,
            Number = await numbers.TakeAsync(cancellationToken),
            Subject = subject,
            Case = what.Case,
            Policy = policies.For(what.Kind),
            RequestedBy = what.RequestedBy,
            Reason = what.Reason,
            Parent = what.Parent,
        };
        if (TaskMachine.Open(command) is not Ruling.Accepted opened)
            throw new InvalidOperationException($"Task {what.Id} may not be opened.");

        await marks.MarkAsync(what.Id, opened.Events.Count, cancellationToken);
        return await store.InsertAsync(opened.Events, Guid.CreateVersion7().ToString("N"), cancellationToken)
            ?? await store.LoadAsync(what.Id, cancellationToken)
            ?? throw new InvalidOperationException($"Task {what.Id} was neither written nor found.");
    }

    private async Task<Subject> DescribeAsync(TaskToOpen what, CancellationToken cancellationToken)
    {
        var user = await directory.FindUserAsync(what.SubjectUser, cancellationToken);
        var entitlement = await directory.FindEntitlementAsync(what.Entitlement, cancellationToken);
        var app = entitlement is null ? null : await directory.FindAppAsync(entitlement.AppId, cancellationToken);
        if (what.Known is { } known && (user is null || entitlement is null || app is null))
            return known with { UserName = user?.DisplayName ?? known.UserName, EntitlementName = entitlement?.Name ?? known.EntitlementName };
        if (user is null)
            throw new InvalidOperationException($"User {what.SubjectUser} is not in the directory.");
        if (entitlement is null)
            throw new InvalidOperationException($"Entitlement {what.Entitlement} is not in the directory.");
        if (app is null)
            throw new InvalidOperationException($"App {entitlement.AppId} is not in the directory.");
        return new Subject
        {
            User = user.Id,
            UserName = user.DisplayName,
            App = app.Id,
            AppName = app.Name,
            Entitlement = entitlement.Id,
            EntitlementName = entitlement.Name,
            Risk = entitlement.Risk,
            Connector = app.Connector,
            Until = what.Until,
        };
    }
}
