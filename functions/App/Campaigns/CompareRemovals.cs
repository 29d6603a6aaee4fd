using System.Collections.Concurrent;
using AccessReview.App.Directory;
using AccessReview.App.Imports;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Compares removed access with the directory once a day. Access that is still there gets another task that removes it.</summary>
public sealed class CompareRemovals(CampaignItems items, DirectoryStore directory, ImportStore imports, TaskOpening opening, CampaignMails mails, TimeProvider clock)
{
    /// <summary>Earlier imports were seen on an earlier day.</summary>
    private const int MaxImports = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(20);

    /// <summary>Returns the work afterwards; null: it was done less than a day ago.</summary>
    internal async Task<CampaignWork?> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        // Once in each state, so that the campaign knows whether there is still something to compare.
        if (task.Work.ComparedAt is { } last && last + Pause > task.Now && last >= task.Campaign.Changed.At)
            return null;
        var now = clock.GetUtcNow() is var clocked && clocked > task.Now ? clocked : task.Now;
        var watched = await items.ReadRemovalsAsync(task.Campaign.Id, false, cancellationToken)
            .Where(item => RemovalRules.WatchedTask(item.Progress.Removing!, now) is not null) // The query finds only items with one.
            .ToListAsync(cancellationToken);
        var complete = watched.Count == 0 ? new Dictionary<AppId, DateTimeOffset>() : await CompleteImportsAsync(cancellationToken);
        var found = new ConcurrentBag<ItemRemoval>();
        await Parallel.ForEachAsync(watched, OpenItems.Bounded(cancellationToken), async (item, token) => found.Add(await CompareAsync(task, item, complete, now, token)));
        await mails.NotifyOwnerAsync(task.Campaign, CampaignNews.StillThere, found.Count(removal => removal.StillThereAt == now), now, cancellationToken);
        await mails.NotifyOwnerAsync(task.Campaign, CampaignNews.GrantedAgain, found.Count(removal => removal.GrantedAgainAt == now), now, cancellationToken);
        return task.Work with { ComparedAt = now, IsWatching = watched.Count > 0 };
    }

    private async Task<ItemRemoval> CompareAsync(
        CampaignTask task, CampaignItem item, IReadOnlyDictionary<AppId, DateTimeOffset> complete, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? imported = complete.TryGetValue(item.Frozen.Subject.App, out var at) ? at : null;
        var grant = await directory.FindGrantAsync(item.Frozen.ToAccessKey(), cancellationToken);
        var (before, after) = (item.Progress.Removing!, RemovalRules.Compare(item.Progress.Removing!, grant, imported, now)); // Its reader found one.
        if (after == before)
            return after;
        // The task opens first, so that a crash before the change repeats both.
        var again = after.StillThereAt == before.StillThereAt ? null : (await RemoveAgainAsync(task, item, cancellationToken)).Task;
        await items.ChangeAsync(
            item.Campaign,
            item.Position,
            progress =>
            {
                var compared = progress.Removing is { } removing ? progress with { Removing = RemovalRules.Compare(removing, grant, imported, now) } : progress;
                return again is null ? compared : ItemRules.FollowRemoval(compared, again);
            },
            cancellationToken);
        return after;
    }

    /// <summary>When the newest import began that was complete for an app, by app.</summary>
    private async Task<IReadOnlyDictionary<AppId, DateTimeOffset>> CompleteImportsAsync(CancellationToken cancellationToken) =>
        (await imports.NewestAsync(MaxImports, cancellationToken))
        .Where(import => import is { Progress: ImportProgress.Completed, IsDryRun: false })
        .SelectMany(import => import.Endings.Select(ending => (ending.App, import.StartedAt)))
        .GroupBy(one => one.App)
        .ToDictionary(one => one.Key, one => one.Max(import => import.StartedAt));

    /// <summary>The id follows from the task that was completed, so a repeat opens no second one.</summary>
    private Task<OpenedTask> RemoveAgainAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var (subject, last) = (item.Frozen.Subject, item.Progress.Removing!.Tasks[^1]); // A completed task is why it is compared.
        var removal = new TaskToOpen(
            TaskId.Derive(item.Frozen.Task.Value, $"StillThere{last.Number}"), TaskKind.Deprovisioning, subject.User, subject.Entitlement, CaseId.From(item.Frozen.Task.Value), Actor.System)
        {
            Account = item.Frozen.ToAccessKey().Account,
            RequestedBy = item.Progress.DecidedBy,
            Known = subject,
            Parent = item.Frozen.Task,
            Reason = $"The directory still shows this access after task #{last.Number} was completed.",
        };
        return opening.OpenAsync(task.Client, removal, cancellationToken);
    }
}
