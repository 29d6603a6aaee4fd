using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Collects the data of a mail or message about several tasks, at the moment of sending.</summary>
public sealed class SummaryReader(
    DigestTasks digest,
    DigestComments comments,
    DirectoryStore directory,
    TaskStore tasks,
    TodaysTasks todays,
    WaitingLists waiting,
    ICampaignReviewers campaigns,
    Recipients recipients,
    OrganizationNotifications organization,
    TimeProvider clock)
{
    /// <summary>The data of a batch.</summary>
    /// <param name="items">The notifications that it includes. Of several about one task, the most urgent one is shown.</param>
    public async Task<SummaryMailModel> ReadBatchAsync(User recipient, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(recipient.Id, cancellationToken);
        var open = items
            .Select(item => (Section: SummarySections.Of(item.Notice.Kind), item.Task))
            .Where(item => item.Section < SummarySection.Comment)
            .GroupBy(item => item.Task.Id)
            .Select(same => same.MinBy(item => item.Section))
            .Select(item => new SummaryItem(item.Section, rows.GetValueOrDefault(item.Task.Id) ?? TaskRow.Unassigned(item.Task)))
            .ToList();
        var model = new SummaryMailModel(SummaryKind.Gathered, recipient, clock.GetUtcNow())
        {
            Items = SummaryRows.Order(open),
            Comments = [.. items.Select(item => item.Comment).OfType<TaskMailModel>().SelectMany(DigestComment.Of).OrderBy(said => said.Comment.At)],
            Ended = [.. items.Where(item => SummarySections.Of(item.Notice.Kind) == SummarySection.Closed).Select(item => item.Task).DistinctBy(task => task.Id).OrderBy(task => task.ClosedAt)],
            Includes = [.. items.Select(item => item.Notice)],
        };
        return await ShowAsync(model, _ => true, cancellationToken);
    }

    /// <summary>The data of a digest; null: the recipient wants none. It may be empty.</summary>
    public async Task<SummaryMailModel?> ReadDigestAsync(StoredNotification notification, User recipient, CancellationToken cancellationToken)
    {
        if (!NotificationPlan.WantsDigest((await recipients.PreferencesAsync(recipient.Id, cancellationToken)).Preferences, organization))
            return null;
        var rows = (await waiting.OfAsync(recipient.Id, cancellationToken)).Rows;
        var model = new SummaryMailModel(SummaryKind.Digest, recipient, clock.GetUtcNow())
        {
            Items = SummaryRows.Order(rows.Select(row => new SummaryItem(SummarySection.Open, row))),
            Ended = await digest.EndedAsync(recipient.Id, notification.RequestedAt, cancellationToken),
            Comments = await comments.ReadAsync(recipient.Id, notification.RequestedAt, cancellationToken),
        };
        var shown = await ShowAsync(model, task => task.WaitsFor.Contains(recipient.Id), cancellationToken);
        return shown with { OnBehalfOf = await OnBehalfOfAsync(shown, cancellationToken) };
    }

    /// <summary>The data of a mail to a delegate. It may be empty.</summary>
    public async Task<SummaryMailModel> ReadDelegatedAsync(User away, User recipient, CancellationToken cancellationToken)
    {
        var rows = (await waiting.OfAsync(recipient.Id, cancellationToken)).Rows.Where(row => row.InsteadOf == away.Id);
        var model = new SummaryMailModel(SummaryKind.Delegated, recipient, clock.GetUtcNow())
        {
            Items = SummaryRows.Order(rows.Select(row => new SummaryItem(SummarySection.Open, row))),
            Away = away,
        };
        var shown = await ShowAsync(model, task => task.WaitingFor(recipient.Id)?.InsteadOf == away.Id, cancellationToken);
        return shown with { OnBehalfOf = shown.Shown.ToDictionary(shownOne => shownOne.Task.Id, _ => away.DisplayName) };
    }

    /// <summary>The data of a reminder of a campaign. It may be empty.</summary>
    public async Task<SummaryMailModel> ReadCampaignAsync(Summary summary, User recipient, CancellationToken cancellationToken)
    {
        if (summary.Kind == SummaryKind.Overdue)
        {
            var rest = summary.Campaign is { } known ? await campaigns.ReadAsync(known, cancellationToken) : null;
            return new SummaryMailModel(SummaryKind.Overdue, recipient, clock.GetUtcNow()) { Rest = rest };
        }

        var rows = (await waiting.OfAsync(recipient.Id, cancellationToken)).Rows.Where(row => row.Campaign == summary.Campaign);
        var model = new SummaryMailModel(SummaryKind.Campaign, recipient, clock.GetUtcNow()) { Items = SummaryRows.Order(rows.Select(row => new SummaryItem(SummarySection.Open, row))) };
        var shown = await ShowAsync(model, task => task.WaitsFor.Contains(recipient.Id), cancellationToken);
        return shown with { OnBehalfOf = await OnBehalfOfAsync(shown, cancellationToken) };
    }

    private async Task<Dictionary<TaskId, TaskRow>> RowsAsync(UserId person, CancellationToken cancellationToken) =>
        (await waiting.OfAsync(person, cancellationToken)).Rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id);

    /// <summary>Reads the tasks that are shown. A list may be slightly behind its tasks, so that some are left out.</summary>
    private async Task<SummaryMailModel> ShowAsync(SummaryMailModel model, Func<ReviewTask, bool> isStill, CancellationToken cancellationToken)
    {
        var (items, shown, max) = (model.Items.ToList(), new List<ReviewTask>(), model.Shares[0]);
        while (shown.Count < max && shown.Count < items.Count)
        {
            if (await tasks.LoadAsync(items[shown.Count].Row.Id, cancellationToken) is { Task: { IsOpen: true } task } && isStill(task))
                shown.Add(task);
            else
                items.RemoveAt(shown.Count);
        }

        var today = await todays.ShowAsync(shown, cancellationToken);
        return model with
        {
            Items = items,
            Shown = [.. today.Select((task, index) => (items[index], task))],
            Ended = await todays.ShowAsync(model.Ended, cancellationToken),
        };
    }

    private async Task<IReadOnlyDictionary<TaskId, string>> OnBehalfOfAsync(SummaryMailModel model, CancellationToken cancellationToken)
    {
        var away = model.Shown.Select(one => (one.Task.Id, one.Task.WaitingFor(model.Recipient.Id)?.InsteadOf)).Where(pair => pair.InsteadOf is not null).ToList();
        var names = new PersonNames(await directory.FindUsersAsync(away.Select(pair => pair.InsteadOf).OfType<UserId>(), cancellationToken));
        return away.ToDictionary(pair => pair.Id, pair => names.Of(pair.InsteadOf!.Value)); // Not null: filtered above.
    }
}
