using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails about several tasks: new tasks of a short time, or the daily digest.</summary>
public static class DigestMail
{
    /// <summary>The maximum number of characters of a comment. The task's page has the full text.</summary>
    private const int MaxOfComment = 200;

    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    /// <param name="matter">The data of the mail.</param>
    /// <param name="links">The recipient's link to each task that is shown.</param>
    /// <param name="site">The site's URLs.</param>
    public static SummaryModel Write(SummaryMailModel matter, IReadOnlyDictionary<TaskId, Uri> links, SiteOptions site)
    {
        var (heading, lead) = (Heading(matter), Lead(matter));
        return new SummaryModel
        {
            Subject = heading,
            Heading = heading,
            Lead = lead,
            Waiting = [.. matter.Waiting.Select(task => Waiting(task, matter, links[task.Id]))],
            More = More(matter.Count - matter.Waiting.Count),
            Button = (Say($"Open My work"), site.At("/")),
            TimesNote = Say($"Times are in {matter.Time.Zone}."),
            ButtonNote = matter.Waiting.Count > 0 ? Say($"Each link opens a page where you confirm. Do not forward this email.") : null,
            CommentsHeading = matter.Comments.Count > 0 ? Say($"Comments since your last digest") : null,
            Comments = [.. matter.Comments.Select(comment => Commented(comment, matter, site))],
            EndedHeading = matter.Ended.Count > 0 ? Say($"Closed since your last digest") : null,
            Ended = [.. matter.Ended.Select(task => Ended(task, matter, site))],
        };
    }

    private static string Heading(SummaryMailModel matter) => (matter.Kind, matter.Count) switch
    {
        (SummaryKind.Delegated, 1) => Say($"You have 1 task on behalf of {NameOfAway(matter)}"),
        (SummaryKind.Delegated, var count) => Say($"You have {count} tasks on behalf of {NameOfAway(matter)}"),
        (SummaryKind.Gathered, var count) => Say($"You have {count} new tasks"),
        (SummaryKind.Digest, 0) when matter.Ended.Count == 0 => Say($"New comments"),
        (SummaryKind.Digest, 0) => Say($"Closed tasks"),
        (SummaryKind.Digest, 1) => Say($"You have 1 open task"),
        (SummaryKind.Digest, var count) => Say($"You have {count} open tasks"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Lead(SummaryMailModel matter)
    {
        if (matter.Kind == SummaryKind.Delegated)
        {
            return matter.Away?.DelegateUntil is { } until
                ? Say($"{NameOfAway(matter)} is out of office until {matter.Time.Say(until)}. You are the delegate and can decide these tasks until then.")
                : Say($"{NameOfAway(matter)} is out of office. You are the delegate and can decide these tasks.");
        }

        if (matter.Kind == SummaryKind.Gathered)
            return Say($"The first one is due on {matter.Time.Say(matter.Waiting.Min(task => task.DueAt))}.");
        if (matter is { Count: 0, Ended.Count: 0 })
            return Say($"You have no open tasks. There are new comments since your last digest.");
        if (matter.Count == 0)
            return Say($"You have no open tasks. These tasks closed since your last digest.");
        return matter.Waiting.Count(task => task.DueAt <= matter.At) switch
        {
            0 => Say($"Your daily digest, ordered by due date."),
            1 => Say($"Your daily digest. 1 task is overdue."),
            var count => Say($"Your daily digest. {count} tasks are overdue."),
        };
    }

    private static string NameOfAway(SummaryMailModel matter) => matter.Away?.DisplayName ?? PersonNames.Former;

    private static SummaryLine Waiting(ReviewTask task, SummaryMailModel matter, Uri link)
    {
        var due = task.DueAt <= matter.At
            ? Say($"#{task.Number} · was due on {matter.Time.SayShort(task.DueAt)}")
            : Say($"#{task.Number} · due on {matter.Time.SayShort(task.DueAt)}");
        var under = matter.OnBehalfOf.TryGetValue(task.Id, out var away) ? $"{due} · {PeopleText.For(away)}" : due;
        return new SummaryLine(TaskText.Question(task.Kind, task.Subject), under, task.DueAt <= matter.At + Soon, link);
    }

    private static SummaryLine Commented(DigestComment said, SummaryMailModel matter, SiteOptions site)
    {
        var subject = said.Task.Subject;
        return new SummaryLine(
            Say($"{said.By}: {Cut(said.Comment.Text)}"),
            Say($"#{said.Task.Number} · {TaskText.Access(subject)} for {subject.UserName} · {matter.Time.SayShort(said.Comment.At)}"),
            false,
            site.At($"/tasks/{said.Task.Id}"));
    }

    private static string Cut(string text) =>
        text.Length <= MaxOfComment ? text : $"{text[..(char.IsHighSurrogate(text[MaxOfComment - 1]) ? MaxOfComment - 1 : MaxOfComment)]}…";

    private static SummaryLine Ended(ReviewTask task, SummaryMailModel matter, SiteOptions site)
    {
        var headline = OutcomeText.Headline(task.Kind, task.Outcome ?? Outcome.Cancelled);
        return new SummaryLine(
            Say($"{headline}: {TaskText.Access(task.Subject)} for {task.Subject.UserName}"),
            Say($"#{task.Number} · closed on {matter.Time.SayShort(task.ClosedAt ?? matter.At)}"),
            false,
            site.At($"/tasks/{task.Id}"));
    }

    private static string? More(int count) => count switch
    {
        <= 0 => null,
        1 => Say($"1 more task is in My work."),
        _ => Say($"{count} more tasks are in My work."),
    };
}
