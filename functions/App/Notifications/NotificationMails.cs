using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.App.Wording;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>Writes the mails of tasks, from what is true at the moment of sending.</summary>
public sealed class NotificationMails(TaskStore tasks, DirectoryFactsReader directory, LinkMint links, MailRenderer renderer, IOptions<SiteOptions> site)
{
    public async Task<Preparation> PrepareAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (await tasks.LoadAsync(notice.Task, cancellationToken) is not { Task: var task })
            return new Preparation.Impossible("unknown_task");

        IReadOnlyList<TaskEvent> events = [.. (await tasks.EventsAsync(task.Id, cancellationToken)).Select(stored => stored.Event)];
        var facts = await directory.ReadAsync(task.Subject, PeopleOf(notice, task, events), cancellationToken);
        var recipient = facts.Find(notice.To);
        if (SkipRules.Judge(notice, task, recipient) is { } reason)
            return new Preparation.Skip(reason);
        return Mail.IsAddress(recipient!.Email) // SkipRules: there is a recipient.
            ? new Preparation.Ready(new MailMatter(notice, task, events, facts, recipient))
            : new Preparation.Impossible("bad_address");
    }

    /// <summary>In the recipient's language.</summary>
    public async Task<Mail> WriteAsync(MailMatter matter, CancellationToken cancellationToken)
    {
        using var speaking = Language.Use(Language.Choose([matter.Recipient.Locale]));
        var isAsking = matter.Notice.Kind is not (NotificationKind.Outcome or NotificationKind.Failed);
        var content = MailContentSafety.Disarm(isAsking
            ? AskingMail.Write(matter, await links.MintAsync(matter.Task, matter.Recipient.Id, "email", cancellationToken))
            : TellingMail.Write(matter, site.Value.At($"/tasks/{matter.Task.Id}")));
        var html = await renderer.RenderAsync<TaskMail>(new Dictionary<string, object?> { [nameof(TaskMail.Content)] = content, [nameof(TaskMail.Site)] = site.Value });
        return new Mail(matter.Recipient.Email, MailSubject.Clean(matter.Recipient.DisplayName), content.Subject, html, MailText.Of(content, site.Value));
    }

    /// <summary>The people whose names come up.</summary>
    private static IEnumerable<UserId> PeopleOf(Notice notice, ReviewTask task, IReadOnlyList<TaskEvent> events)
    {
        IEnumerable<UserId?> people =
        [
            notice.To,
            task.RequestedBy,
            .. task.Assignees.Select(assignee => (UserId?)assignee.User),
            .. task.Assignees.Select(assignee => assignee.InsteadOf),
            .. task.Decisions.Select(decision => (UserId?)decision.By),
            .. task.Decisions.Select(decision => decision.OnBehalfOf),
            .. events.Select(happened => happened.By.User),
        ];
        return people.OfType<UserId>().Distinct();
    }
}
