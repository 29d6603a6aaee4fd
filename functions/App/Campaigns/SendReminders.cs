using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Notifications;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Sends the reminders of a campaign's plan: one to each reviewer who has work left. A repeat after a crash sends none twice.</summary>
public sealed class SendReminders(OpenReviewers reviewers, ReminderRows rows, NotificationOutbox outbox, TimeProvider clock)
{
    /// <summary>When the next reminder of the plan is due; null: there is none any more.</summary>
    internal static DateTimeOffset? NextOf(Campaign campaign, DateTimeOffset now) => campaign.Plan.NextReminder(Later(campaign.RemindedFor ?? now, now));

    /// <summary>Returns null if no reminder is due. Of several that were missed, only the newest is sent.</summary>
    internal async Task<WorkResult?> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var (campaign, plan) = (task.Campaign, task.Campaign.Plan);
        if (plan.ReminderDue(campaign.RemindedFor ?? campaign.OpenedAt ?? task.Now, task.Now) is not { } due)
            return null;
        var (open, cause) = (await reviewers.ReadOpenAsync(campaign.Id, cancellationToken), due.UtcTicks.ToString(CultureInfo.InvariantCulture));
        await Parallel.ForEachAsync(open.Recipients, OpenItems.Bounded(cancellationToken), async (person, token) =>
        {
            await outbox.EnqueueCampaignAsync(SummaryKind.Campaign, campaign.Id, person, cause, token);
            await rows.WriteAsync(campaign.Id, person, clock.GetUtcNow(), cause, token);
        });
        if (plan.Due <= due && open.Counts.Count > 0)
            await outbox.EnqueueCampaignAsync(SummaryKind.Overdue, campaign.Id, plan.Owner, cause, cancellationToken);
        return new WorkResult(new CampaignCommand.Remind(due, open.Counts.Count, null) { At = clock.GetUtcNow(), By = Actor.System });
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <param name="Counts">The reviewers who have work left, each with its amount.</param>
/// <param name="Recipients">They, and the delegates of those who are out of office.</param>
internal sealed record OpenWork(IReadOnlyDictionary<UserId, int> Counts, IReadOnlyList<UserId> Recipients);

/// <summary>Reads which reviewers of a campaign have work left.</summary>
public sealed class OpenReviewers(CampaignStore campaigns, CampaignItems items, DirectoryStore directory, TimeProvider clock) : ICampaignReviewers
{
    public async Task<CampaignRest?> ReadAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        if ((await campaigns.LoadAsync(campaign, cancellationToken))?.Campaign is not { State: CampaignState.Open, Plan: var plan })
            return null;
        var counts = (await OpenReviewersOf(campaign, cancellationToken)).OrderByDescending(one => one.Value).ToList();
        var names = await CampaignNames.ReadAsync(directory, counts.Select(one => (UserId?)one.Key), cancellationToken);
        return new CampaignRest(plan.Name, plan.Due, plan.ClosesAt, [.. counts.Select(one => (names.Of(one.Key), one.Value))]);
    }

    internal async Task<OpenWork> ReadOpenAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        var counts = await OpenReviewersOf(campaign, cancellationToken);
        var now = clock.GetUtcNow();
        var delegates = (await directory.FindUsersAsync(counts.Keys, cancellationToken)).Select(person => person.DelegateAt(now)).OfType<UserId>();
        return new OpenWork(counts, [.. counts.Keys.Union(delegates)]);
    }

    private async Task<Dictionary<UserId, int>> OpenReviewersOf(CampaignId campaign, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<UserId, int>();
        await foreach (var item in items.ReadAsync(campaign, cancellationToken).Where(item => item.Progress.State == ItemState.Open))
        {
            foreach (var reviewer in item.Progress.Reviewers)
                counts[reviewer] = counts.GetValueOrDefault(reviewer) + 1;
        }

        return counts;
    }
}
