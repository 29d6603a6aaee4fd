using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>Writes the mails of tasks, with the data at the moment of sending.</summary>
public sealed class NotificationMails(TaskMailReader matters, LinkIssuer links, MailRenderer renderer, IOptions<SiteOptions> site)
{
    public async Task<Preparation> PrepareAsync(Notice notice, CancellationToken cancellationToken)
    {
        var read = await matters.ReadAsync(notice, cancellationToken);
        if (read is not Preparation.Ready { Matter: var matter })
            return read;
        if (SkipRules.Judge(matter) is { } reason)
            return new Preparation.Skip(reason);
        return Mail.IsAddress(matter.Recipient.Email) ? read : new Preparation.Impossible("bad_address");
    }

    /// <summary>Writes the mail in the recipient's language.</summary>
    public async Task<Mail> WriteAsync(TaskMailModel matter, CancellationToken cancellationToken)
    {
        using var speaking = Language.Use(Language.Choose([matter.Recipient.Locale]));
        var page = site.Value.At($"/tasks/{matter.Task.Id}");
        var content = MailContentSafety.Escape(matter.Notice.Kind switch
        {
            NotificationKind.Outcome or NotificationKind.Failed => OutcomeMail.Write(matter, page),
            NotificationKind.Unassigned => UnassignedMail.Write(matter, page),
            NotificationKind.Commented => CommentMail.Write(matter, page),
            _ => TaskRequestMail.Write(matter, await links.MintAsync(matter.Task, matter.Recipient.Id, "email", cancellationToken)),
        });
        var html = await renderer.RenderAsync<TaskMail>(new Dictionary<string, object?> { [nameof(TaskMail.Content)] = content, [nameof(TaskMail.Site)] = site.Value });
        return new Mail(matter.Recipient.Email, MailSubject.Clean(matter.Recipient.DisplayName), content.Subject, html, MailText.Of(content, site.Value));
    }
}
