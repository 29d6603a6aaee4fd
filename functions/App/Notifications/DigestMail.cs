using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>The content of a mail or message about several tasks: a batch, or the daily digest.</summary>
public static class DigestMail
{
    /// <summary>The maximum number of characters of a comment. The task's page has the full text.</summary>
    private const int MaxOfComment = 200;

    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    /// <param name="matter">The data of the mail.</param>
    /// <param name="links">The recipient's link to each task; a task without one gets the URL of its page.</param>
    /// <param name="site">The site's URLs.</param>
    public static SummaryModel Write(SummaryMailModel matter, IReadOnlyDictionary<TaskId, Uri> links, SiteOptions site)
    {
        ArgumentNullException.ThrowIfNull(matter);
        var (heading, sections, shares) = (SummaryHeading.Of(matter), SummaryHeading.Sections(matter), matter.Shares);
        return new SummaryModel
        {
            Subject = heading,
            Heading = heading,
            Lead = SummaryHeading.Lead(matter),
            Button = (Say($"Open My work"), site.At("/")),
            Sections = matter.Rest is { } rest ? [Reviewers(rest, site)] : [.. sections.Where(part => part.Section < SummarySection.Comment).Select(part => Waiting(part, matter, links, site, sections.Count > 1)).Where(section => section.Groups.Count > 0)],
            More = More(matter.Items.Count - matter.Shown.Count),
            Comments = Comments(matter, shares[1], site, sections.Count > 1),
            Ended = Ended(matter, shares[2], site, sections.Count > 1),
            TimesNote = Say($"Times are in {matter.Time.Zone}."),
            ButtonNote = links.Count > 0 ? Say($"Each link opens a page where you confirm. Do not forward this email.") : null,
        };
    }

    private static SummaryPart Reviewers(CampaignRest rest, SiteOptions site) => new(
        null,
        [new SummaryGroup(null, null, false, [.. rest.Reviewers.Take(SummaryRows.Max).Select(reviewer => new SummaryLine(reviewer.Name, CountText.Tasks(reviewer.Open), false, site.At("/campaigns")))])])
    {
        More = rest.Reviewers.Count <= SummaryRows.Max ? null : Say($"{rest.Reviewers.Count - SummaryRows.Max:N0} more are not shown here."),
    };

    private static SummaryPart Waiting((SummarySection Section, int Count) part, SummaryMailModel matter, IReadOnlyDictionary<TaskId, Uri> links, SiteOptions site, bool isOneOfSeveral) => new(
        isOneOfSeveral ? SummaryHeading.Of(part.Section, part.Count) : null,
        [
            .. matter.Shown.Where(one => one.Item.Section == part.Section).GroupBy(one => one.Item.Group).Select(group => new SummaryGroup(
                TaskText.Access(group.First().Task.Subject),
                Under(group.First().Task, matter.Items.Count(item => item.Group == group.Key)),
                group.First().Task.Subject.Risk >= Risk.High,
                [.. group.Select(one => Waiting(one.Item, one.Task, matter, links.GetValueOrDefault(one.Task.Id) ?? site.At($"/tasks/{one.Task.Id}")))])),
        ]);

    private static string Under(ReviewTask task, int count) =>
        string.Join(EvidenceText.Dot, TaskText.Name(task.Kind), Say($"Risk: {TaskText.Name(task.Subject.Risk)}"), CountText.Tasks(count));

    private static SummaryLine Waiting(SummaryItem item, ReviewTask task, SummaryMailModel matter, Uri link)
    {
        var evidence = EvidenceText.Short(task.Kind, item.Row.Evidence, matter.At, matter.Time);
        IEnumerable<string?> under =
        [
            Due(task, matter),
            task.AccessChanges is { } changes ? AccessChangeText.Newest(changes, matter.Time) : null,
            matter.OnBehalfOf.TryGetValue(task.Id, out var away) ? PeopleText.For(away) : null,
            evidence?.Text,
            .. evidence?.Hints ?? [],
        ];
        var name = AccountText.Of(task.Subject) is { } account ? $"{task.Subject.UserName} ({account})" : task.Subject.UserName;
        return new SummaryLine(name, string.Join(EvidenceText.Dot, under.OfType<string>()), task.DueAt <= matter.At + Soon, link);
    }

    /// <summary>A day that all share is in the heading.</summary>
    private static string Due(ReviewTask task, SummaryMailModel matter)
    {
        if (SummaryHeading.CommonDay(matter) is not null)
            return $"#{task.Number}";
        if (DueText.InGrace(task.DueAt, task.ClosesAt, matter.Time, matter.At) is { } grace)
            return $"#{task.Number} · {grace}";
        return task.DueAt <= matter.At
            ? Say($"#{task.Number} · was due on {matter.Time.SayShort(task.DueAt)}")
            : Say($"#{task.Number} · due on {matter.Time.SayShort(task.DueAt)}");
    }

    private static SummaryPart? Comments(SummaryMailModel matter, int max, SiteOptions site, bool isOneOfSeveral)
    {
        if (matter.Comments.Count == 0)
            return null;
        var heading = matter.Kind == SummaryKind.Digest ? Say($"Comments since your last digest") : isOneOfSeveral ? SummaryHeading.Of(SummarySection.Comment, matter.Comments.Count) : null;
        var lines = matter.Comments.TakeLast(max).Select(comment => Commented(comment, matter, site));
        return new SummaryPart(heading, [new SummaryGroup(null, null, false, [.. lines])])
        {
            More = (matter.Comments.Count - max) switch
            {
                <= 0 => null,
                1 => Say($"1 earlier comment is on the page of its task."),
                var count => Say($"{count} earlier comments are on the pages of their tasks."),
            },
        };
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

    private static SummaryPart? Ended(SummaryMailModel matter, int max, SiteOptions site, bool isOneOfSeveral)
    {
        if (matter.Ended.Count == 0)
            return null;
        var heading = matter.Kind == SummaryKind.Digest ? Say($"Closed since your last digest") : isOneOfSeveral ? SummaryHeading.Of(SummarySection.Closed, matter.Ended.Count) : null;
        return new SummaryPart(heading, [new SummaryGroup(null, null, false, [.. matter.Ended.TakeLast(max).Select(task => Ended(task, matter, site))])])
        {
            More = (matter.Ended.Count - max) switch
            {
                <= 0 => null,
                1 => Say($"1 more task closed."),
                var count => Say($"{count} more tasks closed."),
            },
        };
    }

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
