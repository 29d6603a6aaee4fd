using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>Writes the mails of tasks, with the data at the moment of sending.</summary>
public sealed class NotificationMails(TaskMailReader matters, LinkIssuer links, LinkStore stored, MailRenderer renderer, IOptions<SiteOptions> site)
{
    /// <param name="notice">The content and its recipient.</param>
    /// <param name="task">Its task, if it is being read already; null: it is read now.</param>
    public async Task<Preparation> PrepareAsync(Notice notice, Task<TaskHistory?>? task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        // Mails of an earlier generation are skipped, so its links are the ones that are needed.
        var live = HasLink(notice.Kind) ? stored.LiveAsync(notice.Task, notice.Generation, cancellationToken) : null;
        var read = await matters.ReadAsync(notice, task, cancellationToken);
        if (read is not Preparation.Ready { Matter: var matter } ready)
            return read;
        if (SkipCodes.Of(matter) is { } reason)
            return new Preparation.Skip(reason);
        return Mail.IsAddress(matter.Recipient.Email) ? ready with { Links = live } : new Preparation.Impossible("bad_address");
    }

    /// <summary>Writes the mail in the recipient's language.</summary>
    public async Task<Mail> WriteAsync(Preparation.Ready ready, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ready);
        var matter = ready.Matter;
        using var speaking = Language.Use(Language.Choose([matter.Recipient.Locale]));
        var page = site.Value.At($"/tasks/{matter.Task.Id}");
        var content = MailContentSafety.Escape(matter.Notice.Kind switch
        {
            NotificationKind.Outcome or NotificationKind.Failed => OutcomeMail.Write(matter, page, AgainAt(matter, site.Value)),
            NotificationKind.Unassigned => UnassignedMail.Write(matter, page),
            NotificationKind.Commented => CommentMail.Write(matter, page),
            NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered => QuestionMail.Write(matter, page),
            NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged =>
                RemovalMail.Write(matter, site.Value.At(RemovalPaths.Of(matter.Task.Id))),
            _ => TaskRequestMail.Write(matter, await links.IssueAsync(matter.Task, matter.Recipient.Id, "email", cancellationToken, ready.Links)),
        });
        var html = await renderer.RenderAsync<TaskMail>(new Dictionary<string, object?> { [nameof(TaskMail.Content)] = content, [nameof(TaskMail.Site)] = site.Value });
        return new Mail(matter.Recipient.Email, MailSubject.Clean(matter.Recipient.DisplayName), content.Subject, html, MailText.Of(content, site.Value));
    }

    /// <summary>The form to request the access of the task again.</summary>
    public static Uri AgainAt(TaskMailModel matter, SiteOptions site)
    {
        ArgumentNullException.ThrowIfNull(matter);
        ArgumentNullException.ThrowIfNull(site);
        var subject = matter.Task.Subject;
        return site.At(RequestPaths.NewRequest(subject.Entitlement, subject.User == matter.Recipient.Id ? null : subject.User));
    }

    private static bool HasLink(NotificationKind kind) =>
        kind is NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Reminder
            or NotificationKind.SecondChannel or NotificationKind.Escalated;
}
