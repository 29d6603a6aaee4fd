using System.Globalization;
using AccessReview.App.Openings;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Opens the tasks of a campaign in batches, and moves their due date with that of the campaign.</summary>
public sealed class OpenItems(
    CampaignStore campaigns, CampaignItems items, TaskOpening opening, TaskStore tasks, TaskCommands commands, OpenTasksAbout about, TimeProvider clock)
{
    internal const int BatchSize = 100;

    private const int AtOnce = 8;

    /// <summary>Opens one batch. Opening an item twice opens one task.</summary>
    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var batch = await ReadAsync(items, task, cancellationToken);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State == ItemState.Frozen), Bounded(cancellationToken), async (item, token) => await OpenAsync(task, item, token));
        var isLast = batch.Count < BatchSize;
        var work = task.Work with { Cursor = CursorAfter(batch), TasksDue = task.Campaign.Plan.Due };
        if (await campaigns.SaveWorkAsync(task.Stored, work, [], cancellationToken) is not { } saved)
        {
            await EndStraysAsync(task, batch, cancellationToken);
            return WorkResult.Continue;
        }

        if (!isLast)
            return WorkResult.Continue;
        return new WorkResult(new CampaignCommand.CompleteOpening { At = clock.GetUtcNow(), By = Actor.System }, saved);
    }

    /// <summary>Opens one batch of the items that were added after the population. Returns null if all are open.</summary>
    internal async Task<WorkResult?> OpenAddedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Work.AddedOpened >= task.Campaign.Added)
            return null;
        var after = task.Campaign.Items - task.Campaign.Added + task.Work.AddedOpened;
        var batch = await items.ReadAsync(task.Campaign.Id, after, cancellationToken).Take(BatchSize).ToListAsync(cancellationToken);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State == ItemState.Frozen), Bounded(cancellationToken), async (item, token) => await OpenAsync(task, item, token));
        if (await campaigns.SaveWorkAsync(task.Stored, task.Work with { AddedOpened = task.Work.AddedOpened + batch.Count }, [], cancellationToken) is null)
            await EndStraysAsync(task, batch, cancellationToken);
        return WorkResult.Continue;
    }

    /// <summary>Waits for the due date. If it was moved, it moves that of one batch of tasks.</summary>
    internal async Task<WorkResult> MoveDueAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var due = task.Campaign.Plan.Due;
        if (task.Work.TasksDue == due)
            return new WorkResult(null, WaitUntil: task.Campaign.Plan.ClosesAt);

        var batch = await ReadAsync(items, task, cancellationToken);
        var held = new HeldTasks(task.Work.HeldUntil);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State is ItemState.Open or ItemState.Frozen),
            Bounded(cancellationToken),
            async (item, token) => held.Add(await MoveDueAsync(task, item, due, token)));
        // A decision that is undone opens its task again, with the due date of before. So it is waited for.
        var work = (batch.Count == BatchSize, held.Until) switch
        {
            (true, var until) => task.Work with { Cursor = CursorAfter(batch), HeldUntil = until },
            (false, null) => task.Work.Rewound() with { TasksDue = due },
            (false, _) => task.Work.Rewound(),
        };
        await campaigns.SaveWorkAsync(task.Stored, work, [], cancellationToken);
        return batch.Count == BatchSize ? WorkResult.Continue : WorkResult.Continue with { WaitUntil = held.Until };
    }

    /// <summary>The next batch of items.</summary>
    internal static async Task<IReadOnlyList<CampaignItem>> ReadAsync(CampaignItems items, CampaignTask task, CancellationToken cancellationToken)
    {
        var after = task.Work.Cursor is { } cursor ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        return await items.ReadAsync(task.Campaign.Id, after, cancellationToken).Take(BatchSize).ToListAsync(cancellationToken);
    }

    internal static string? CursorAfter(
        IReadOnlyList<CampaignItem> batch) => batch.Count == 0 ? null : batch[^1].Position.ToString(CultureInfo.InvariantCulture);

    internal static ParallelOptions Bounded(
        CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    /// <summary>
    /// The campaign changed while the batch was opened: a worker that was believed to be lost can open tasks after the campaign was
    /// cancelled. Such tasks end, because their items have ended.
    /// </summary>
    private Task EndStraysAsync(CampaignTask task, IEnumerable<CampaignItem> batch, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        batch,
        Bounded(cancellationToken),
        async (item, token) =>
        {
            if (await items.FindAsync(item.Campaign, item.Position, token) is { Progress: { State: ItemState.Done, Task: null } }
                && await tasks.LoadAsync(item.Frozen.Task, token) is { Task.IsOpen: true })
            {
                await commands.ExecuteAsync(task.Client, new CommandOrder(item.Frozen.Task.Value, Actor.System, TaskIntents.EndReview(isCancelled: true)), token);
            }
        });

    private async Task OpenAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var (subject, plan) = (item.Frozen.Subject, task.Campaign.Plan);
        var others = await about.ReadAsync(subject.User, subject.Entitlement, cancellationToken);
        // Somebody opened a review of the same access after the population was recorded.
        if (DirectOpening.FindOpen(TaskKind.Certification, others.Where(other => other.Id != item.Frozen.Task), subject.Account) is { } other
            && await tasks.LoadAsync(item.Frozen.Task, cancellationToken) is null)
        {
            await items.ChangeAsync(
                item.Campaign, item.Position, progress => ItemRules.End(progress with { Task = other.Number }, ItemOutcome.ReviewedElsewhere, clock.GetUtcNow()), cancellationToken);
            return;
        }

        await opening.OpenAsync(
            task.Client,
            new TaskToOpen(item.Frozen.Task, TaskKind.Certification, subject.User, subject.Entitlement, CaseId.From(item.Frozen.Task.Value), Actor.System)
            {
                Account = item.Frozen.ToAccessKey().Account,
                Known = subject,
                Relied = item.Frozen.ToRelied(),
                Campaign = plan.TaskCampaignOf(item.Campaign, item.Position, item.Frozen.Delta),
                Adapt = (usual, about, now) => CampaignPolicy.Of(usual, plan, about.Risk, now, item.Progress.Assigned?.To),
            },
            cancellationToken);
    }

    /// <summary>Returns until when the decision of the item's task can be undone; null: the task has the due date, or has ended.</summary>
    private async Task<DateTimeOffset?> MoveDueAsync(CampaignTask task, CampaignItem item, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (await tasks.LoadAsync(item.Frozen.Task, cancellationToken) is not { } stored)
            return null;
        if (stored.IsHeld(clock.GetUtcNow()))
            return stored.Task.UndoUntil(clock.GetUtcNow());
        var result = await commands.ExecuteAsync(task.Client, new CommandOrder(item.Frozen.Task.Value, Actor.System, TaskIntents.MoveDue(due)), cancellationToken);
        // Refused: it has ended, or was decided a moment ago.
        return result switch
        {
            CommandResult.Done => null,
            CommandResult.Refused { Task: var refused } => refused.UndoUntil(clock.GetUtcNow()),
            _ => throw new InvalidOperationException($"Task {item.Frozen.Task} is written to by too many at once; the batch is repeated."),
        };
    }
}
