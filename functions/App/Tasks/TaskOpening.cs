using AccessReview.App.Directory;
using AccessReview.App.Policies;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>A task to open. Its id is derived from its origin, so opening it twice opens one task.</summary>
public sealed record TaskToOpen(TaskId Id, TaskKind Kind, UserId SubjectUser, EntitlementId Entitlement, CaseId Case, Actor By)
{
    /// <summary>The account of the grant, if the user has several grants of the entitlement; null: the first grant.</summary>
    public AccountId? Account { get; init; }

    public UserId? RequestedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>When the requested access ends; null: no end date.</summary>
    public DateTimeOffset? Until { get; init; }

    public TaskId? Parent { get; init; }

    /// <summary>An earlier snapshot of the subject, used if the directory no longer has it.</summary>
    public Subject? Known { get; init; }

    /// <summary>True: the caller has just found that there is no such task. It saves a second read.</summary>
    public bool IsNew { get; init; }

    /// <summary>The campaign that opens it; null: none.</summary>
    public TaskCampaign? Campaign { get; init; }

    /// <summary>What reviewers rely on, as the campaign recorded it; null: no campaign opens it.</summary>
    public ReliedFacts? Relied { get; init; }

    /// <summary>Changes the policy that the subject would usually get, at the time of the opening; null: the usual policy.</summary>
    public Func<Policy, Subject, DateTimeOffset, Policy>? Adapt { get; init; }

    /// <summary>The operation that its first events carry; null: a new one.</summary>
    public string? Operation { get; init; }
}

/// <param name="Task">The task.</param>
/// <param name="Facts">The directory data at its opening; null: it had already been opened.</param>
/// <param name="IsSettled">All effects of its events are applied.</param>
public sealed record OpenedTask(ReviewTask Task, DirectoryFacts? Facts, bool IsSettled);

/// <summary>Opens tasks: finds policy and assignees, writes the task and starts its orchestration.</summary>
public sealed partial class TaskOpening(
    TaskStore store,
    UnsettledMarks marks,
    TaskIndex index,
    TaskNumbers numbers,
    PolicyResolver policies,
    DirectoryStore directory,
    DirectoryFactsReader facts,
    TimeProvider clock,
    ILogger<TaskOpening> logger)
{
    /// <exception cref="InvalidOperationException">The subject, entitlement or app is not in the directory, or the reason is too long.
    /// Callers must check both first.</exception>
    public async Task<OpenedTask> OpenAsync(DurableTaskClient client, TaskToOpen what, CancellationToken cancellationToken)
    {
        var opened = await FindOrInsertAsync(what, cancellationToken);
        try
        {
            // Also for a task found from an earlier try, which may have stopped here. A task that opens as closed still has to
            // notify its requester.
            if (opened.Task.IsOpen || !opened.IsSettled)
                await TaskWaker.StartAsync(client, what.Id, what.Id.Value, CancellationToken.None);
        }
        // The task is committed, so the call must succeed. The reconciler finds its mark and starts the orchestration.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.NotStarted(logger, what.Id, failed);
        }

        return opened;
    }

    /// <summary>Most tasks are new, so their directory data is read at the same time as whether they are.</summary>
    private async Task<OpenedTask> FindOrInsertAsync(TaskToOpen what, CancellationToken cancellationToken)
    {
        var read = ReadAsync(what, cancellationToken);
        if (what.IsNew || await store.LoadAsync(what.Id, cancellationToken) is not { } known)
            return await InsertAsync(what, await read, cancellationToken);
        // If the task is there, it does not matter whether its subject is still in the directory.
        await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new OpenedTask(known.Task, null, known.IsSettled);
    }

    private async Task<(Subject Subject, DirectoryFacts Facts)> ReadAsync(TaskToOpen what, CancellationToken cancellationToken, bool isSource = false)
    {
        var described = await DescribeAsync(what, cancellationToken);
        var known = await facts.ReadAsync(described, RequesterOf(what), cancellationToken);
        if (!isSource && await FindSourceAsync(what, known.Access?.Grant, cancellationToken) is { } source)
            return await ReadAsync(source, cancellationToken, isSource: true);
        var account = await directory.WithAccountAsync(described, known.Access?.Grant, cancellationToken);
        var subject = await directory.WithPathAsync(account, known.Access?.Grant, cancellationToken);
        return (subject with { IsProtected = SubjectRules.IsProtected(described, known) ? true : null }, known);
    }

    private async Task<OpenedTask> InsertAsync(TaskToOpen what, (Subject Subject, DirectoryFacts Facts) read, CancellationToken cancellationToken)
    {
        var (subject, known) = read;
        var (policy, now) = (await policies.ResolveAsync(what.Kind, PolicySubject.Of(subject), cancellationToken), clock.GetUtcNow());
        var chosen = what.Adapt?.Invoke(policy, subject, now) ?? policy;
        // Most policies name nobody who is not read already.
        if (chosen.NamedPeople().Where(person => !known.People.ContainsKey(person)).ToList() is { Count: > 0 } named)
            known = await facts.ReadAsync(subject, [.. named, .. RequesterOf(what)], cancellationToken);
        var command = new TaskCommand.Open
        {
            At = now,
            By = what.By,
            Facts = known,
            Id = what.Id,
            Number = await numbers.TakeAsync(cancellationToken),
            Subject = subject,
            Case = what.Case,
            Policy = chosen,
            RequestedBy = what.RequestedBy,
            Reason = what.Reason,
            Parent = what.Parent,
            Campaign = what.Campaign,
            Relied = what.Relied,
        };
        if (TaskMachine.Open(command) is not Ruling.Accepted opened)
            throw new InvalidOperationException($"Task {what.Id} may not be opened.");

        // From here on the caller's cancellation is ignored.
        // The number leads nowhere until the task is written. Nobody knows it before.
        var mark = marks.MarkAsync(what.Id, opened.Events.Count, CancellationToken.None);
        await Task.WhenAll(mark, index.NumberAsync(command.Number, what.Id, CancellationToken.None));
        if (await store.InsertAsync(opened.Events, what.Operation ?? Guid.CreateVersion7().ToString("N"), await mark, CancellationToken.None) is { } written)
        {
            index.Remember(command.Number, what.Id);
            return new OpenedTask(written, known, false);
        }

        // Somebody else was faster and took another number.
        await index.RemoveNumberAsync(command.Number, CancellationToken.None);
        return await store.LoadAsync(what.Id, CancellationToken.None) is { } found
            ? new OpenedTask(found.Task, null, found.IsSettled)
            : throw new InvalidOperationException($"Task {what.Id} was neither written nor found.");
    }

    /// <summary>Inherited access is removed at its source, the entitlement that grants it; it then ends with an import. Null: it is held directly.</summary>
    private async Task<TaskToOpen?> FindSourceAsync(TaskToOpen what, Grant? grant, CancellationToken cancellationToken)
    {
        if (what.Kind is not (TaskKind.Revocation or TaskKind.Deprovisioning) || grant is null || AccessPath.ThroughOf(grant) is null)
            return null;
        var source = AccessPath.SourceOf(grant, (await directory.PathOfAsync(grant, cancellationToken)).Grants);
        return source.Entitlement == what.Entitlement ? null : what with { Entitlement = source.Entitlement, Account = source.Account, Until = null, Known = null };
    }
    private static IReadOnlyList<UserId> RequesterOf(TaskToOpen what) => what.RequestedBy is { } requester ? [requester] : [];

    private async Task<Subject> DescribeAsync(TaskToOpen what, CancellationToken cancellationToken)
    {
        var user = AccountHolder.Is(what.SubjectUser)
            // The account of the grant gives it its name.
            ? new User { Id = what.SubjectUser, Email = "", DisplayName = what.Known?.UserName ?? what.SubjectUser.Value }
            : await directory.FindUserAsync(what.SubjectUser, cancellationToken);
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
        return Subject.Of(user, entitlement, app) with { Account = what.Account, Until = what.Until };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Task {Task} was opened, but its orchestration could not be started; the reconciler will start it")]
        public static partial void NotStarted(ILogger logger, TaskId task, Exception failed);
    }
}
