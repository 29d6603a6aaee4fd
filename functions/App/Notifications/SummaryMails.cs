using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>
/// Writes mails about several tasks, with the data at the moment of sending. If nothing is left there is no mail; if one task is
/// left, it is that task's own mail.
/// </summary>
public sealed class SummaryMails(
    BatchReader batches,
    SummaryReader reader,
    PendingItems pending,
    NotificationMails mails,
    DirectoryStore directory,
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
            SummaryKind.Gathered => await PrepareBatchAsync(notification, recipient, cancellationToken),
            SummaryKind.Digest => await PrepareDigestAsync(notification, recipient, cancellationToken),
            SummaryKind.Delegated => await PrepareDelegatedAsync(summary, recipient, cancellationToken),
            SummaryKind.Campaign or SummaryKind.Overdue => await PrepareCampaignAsync(summary, recipient, cancellationToken),
        };
    }

    public async Task<Mail> WriteAsync(SummaryMailModel matter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(matter);
        Dictionary<TaskId, Uri> opens = [];
        foreach (var (item, task) in matter.Shown.Where(one => one.Item.Section != SummarySection.Unassigned))
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
        SummaryKind.Delegated or SummaryKind.Campaign or SummaryKind.Overdue => Task.CompletedTask,
    };

    private async Task<Preparation> PrepareBatchAsync(StoredNotification notification, User recipient, CancellationToken cancellationToken)
    {
        var left = await batches.ClaimAsync(await batches.ReadAsync(notification, recipient, null, cancellationToken), cancellationToken);
        if (left.Count == 0)
            return new Preparation.Skip("nothing_left");
        if (BatchContent.OnlyOf(left) is not { } only)
            return new Preparation.ReadySummary(await reader.ReadBatchAsync(recipient, left, cancellationToken));
        var prepared = await mails.PrepareAsync(only.Notice, null, cancellationToken);
        return prepared is Preparation.Ready ready
            ? ready with { Matter = ready.Matter with { CommentsBefore = left[^1].Comment?.CommentsBefore }, Includes = [.. left.Select(item => item.Notice)] }
            : prepared;
    }

    private async Task<Preparation> PrepareDigestAsync(StoredNotification notification, User recipient, CancellationToken cancellationToken)
    {
        if (await reader.ReadDigestAsync(notification, recipient, cancellationToken) is not { } matter)
            return new Preparation.Skip("turned_off");
        return IsEmpty(matter) ? new Preparation.Skip("nothing_left") : new Preparation.ReadySummary(matter);
    }

    private async Task<Preparation> PrepareDelegatedAsync(Summary summary, User recipient, CancellationToken cancellationToken)
    {
        var away = summary.Away is { } id ? await directory.FindUserAsync(id, cancellationToken) : null;
        if (away?.DelegateAt(clock.GetUtcNow()) != recipient.Id)
            return new Preparation.Skip("not_delegate");
        var matter = await reader.ReadDelegatedAsync(away, recipient, cancellationToken);
        return IsEmpty(matter) ? new Preparation.Skip("nothing_left") : new Preparation.ReadySummary(matter);
    }

    private async Task<Preparation> PrepareCampaignAsync(Summary summary, User recipient, CancellationToken cancellationToken)
    {
        var matter = await reader.ReadCampaignAsync(summary, recipient, cancellationToken);
        return IsEmpty(matter) ? new Preparation.Skip("nothing_left") : new Preparation.ReadySummary(matter);
    }

    internal static bool IsEmpty(SummaryMailModel matter) => matter.Rest is not { Reviewers.Count: > 0 } && matter.Items.Count + matter.Ended.Count + matter.Comments.Count == 0;
}
