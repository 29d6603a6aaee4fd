using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>
/// Writes mails about several tasks, with the data at the moment of sending. If no task is left there is no mail; if one is
/// left, it is that task's own mail.
/// </summary>
public sealed class SummaryMails(
    BatchedTasks gathered,
    DigestTasks digest,
    DigestComments comments,
    PendingItems pending,
    NotificationMails mails,
    DirectoryStore directory,
    TodaysTasks todays,
    Recipients recipients,
    OrganizationNotifications organization,
    LinkIssuer links,
    MailRenderer renderer,
    IOptions<SiteOptions> site,
    TimeProvider clock)
{
    public async Task<Preparation> PrepareAsync(StoredNotification notification, Summary summary, CancellationToken cancellationToken)
    {
        if (await directory.FindUserAsync(summary.To, cancellationToken) is not { } recipient)
            return new Preparation.Skip("recipient_unknown");
        if (!recipient.IsActive)
            return new Preparation.Skip("recipient_inactive");
        if (!Mail.IsAddress(recipient.Email))
            return new Preparation.Impossible("bad_address");
        return summary.Kind switch
        {
            SummaryKind.Gathered => await PrepareGatheredAsync(notification, recipient, cancellationToken),
            SummaryKind.Digest => await PrepareDigestAsync(notification, recipient, cancellationToken),
            SummaryKind.Delegated => await PrepareDelegatedAsync(summary, recipient, cancellationToken),
        };
    }

    public async Task<Mail> WriteAsync(SummaryMailModel prepared, CancellationToken cancellationToken)
    {
        var matter = prepared with
        {
            Waiting = await todays.ShowAsync(prepared.Waiting, cancellationToken),
            Ended = await todays.ShowAsync(prepared.Ended, cancellationToken),
        };
        Dictionary<TaskId, Uri> opens = [];
        foreach (var task in matter.Waiting)
            opens[task.Id] = await links.IssueAsync(task, matter.Recipient.Id, "email", cancellationToken);

        using var speaking = Language.Use(Language.Choose([matter.Recipient.Locale]));
        var content = DigestMail.Write(matter, opens, site.Value).Escape();
        var html = await renderer.RenderAsync<SummaryMail>(new Dictionary<string, object?> { [nameof(SummaryMail.Content)] = content, [nameof(SummaryMail.Site)] = site.Value });
        return new Mail(matter.Recipient.Email, MailSubject.Clean(matter.Recipient.DisplayName), content.Subject, html, SummaryText.Of(content, site.Value));
    }

    /// <summary>The mail is sent or not needed: delete its pending items.</summary>
    public Task ForgetAsync(StoredNotification notification, Summary summary, CancellationToken cancellationToken) => summary.Kind switch
    {
        SummaryKind.Gathered => pending.RemoveAsync(summary.To, PendingItems.For(notification.Key), DateTimeOffset.MaxValue, cancellationToken),
        SummaryKind.Digest => Task.WhenAll(
            pending.RemoveAsync(summary.To, PendingItems.Ended, notification.RequestedAt, cancellationToken),
            pending.RemoveAsync(summary.To, PendingItems.Commented, notification.RequestedAt, cancellationToken)),
        SummaryKind.Delegated => Task.CompletedTask,
    };

    private async Task<Preparation> PrepareGatheredAsync(StoredNotification notification, User recipient, CancellationToken cancellationToken)
    {
        var left = await gathered.ClaimAsync(notification, recipient, cancellationToken);
        return left switch
        {
            [] => new Preparation.Skip("nothing_left"),
            [var only] => await mails.PrepareAsync(only.Notice, null, cancellationToken),
            _ => new Preparation.ReadySummary(new SummaryMailModel(
                SummaryKind.Gathered, recipient, [.. left.Take(SummaryMailModel.MaxShown).Select(one => one.Task)], left.Count, [], clock.GetUtcNow())
            {
                Includes = [.. left.Select(one => NotificationKey.Of(one.Notice))],
            }),
        };
    }

    private async Task<Preparation> PrepareDigestAsync(StoredNotification notification, User recipient, CancellationToken cancellationToken)
    {
        if (!NotificationPlan.WantsDigest((await recipients.PreferencesAsync(recipient.Id, cancellationToken)).Preferences, organization))
            return new Preparation.Skip("turned_off");
        var (shown, count) = await digest.WaitingAsync(recipient.Id, SummaryMailModel.MaxShown, cancellationToken);
        var ended = await digest.EndedAsync(recipient.Id, notification.RequestedAt, cancellationToken);
        var said = await comments.ReadAsync(recipient.Id, notification.RequestedAt, cancellationToken);
        return count + ended.Count + said.Count == 0
            ? new Preparation.Skip("nothing_left")
            : new Preparation.ReadySummary(
                new SummaryMailModel(SummaryKind.Digest, recipient, shown, count, [.. ended.TakeLast(SummaryMailModel.MaxShown)], clock.GetUtcNow())
                {
                    OnBehalfOf = await OnBehalfOfAsync(recipient, shown, cancellationToken),
                    Comments = [.. said.TakeLast(SummaryMailModel.MaxShown)],
                });
    }

    private async Task<Preparation> PrepareDelegatedAsync(Summary summary, User recipient, CancellationToken cancellationToken)
    {
        var away = summary.Away is { } id ? await directory.FindUserAsync(id, cancellationToken) : null;
        if (away?.DelegateAt(clock.GetUtcNow()) != recipient.Id)
            return new Preparation.Skip("not_delegate");
        var (shown, count) = await digest.OnBehalfOfAsync(recipient.Id, away.Id, SummaryMailModel.MaxShown, cancellationToken);
        return count == 0
            ? new Preparation.Skip("nothing_left")
            : new Preparation.ReadySummary(new SummaryMailModel(SummaryKind.Delegated, recipient, shown, count, [], clock.GetUtcNow())
            {
                Away = away,
                OnBehalfOf = shown.ToDictionary(task => task.Id, _ => away.DisplayName),
            });
    }

    private async Task<IReadOnlyDictionary<TaskId, string>> OnBehalfOfAsync(User recipient, IReadOnlyList<ReviewTask> tasks, CancellationToken cancellationToken)
    {
        var away = tasks.Select(task => (task.Id, task.WaitingFor(recipient.Id)?.InsteadOf)).Where(pair => pair.InsteadOf is not null).ToList();
        var names = new PersonNames(await directory.FindUsersAsync(away.Select(pair => pair.InsteadOf).OfType<UserId>(), cancellationToken));
        return away.ToDictionary(pair => pair.Id, pair => names.Of(pair.InsteadOf!.Value)); // Not null: filtered above.
    }
}
