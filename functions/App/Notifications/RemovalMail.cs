using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails about a removal by a campaign that has not started: planned, contested, decided.</summary>
public static class RemovalMail
{
    /// <param name="matter">The data of the mail. The task has a removal.</param>
    /// <param name="page">The URL of the removal's page.</param>
    public static MailModel Write(TaskMailModel matter, Uri page)
    {
        var heading = Heading(matter);
        return new MailModel
        {
            Subject = $"{heading} #{matter.Task.Number}",
            Heading = heading,
            Lead = Lead(matter),
            Quotes = [.. Quotes(matter)],
            Facts = [.. MailFacts.Of(matter), .. Starts(matter)],
            Buttons = [(Button(matter), page)],
            ButtonNote = Say($"You may need to sign in."),
            Why = matter.Notice.Kind == NotificationKind.RemovalContested
                ? Say($"You decide about contested removals of the campaign {matter.Task.Campaign?.Name}.")
                : Say($"It is your access."),
        };
    }

    private static string Heading(TaskMailModel matter)
    {
        var access = TaskText.Access(matter.Task.Subject);
        return matter.Notice.Kind switch
        {
            NotificationKind.RemovalContested => Say($"{matter.Task.Subject.UserName} contests a removal: {access}"),
            NotificationKind.RemovalJudged when matter.Task.Removal is not { Upheld: not null } => Say($"Your access stays: {access}"),
            _ => Say($"Your access will be removed: {access}"),
        };
    }

    private static string Lead(TaskMailModel matter)
    {
        var (campaign, removal) = (matter.Task.Campaign?.Name, matter.Task.Removal);
        if (matter.Notice.Kind == NotificationKind.RemovalContested)
            return Say($"The removal is stopped until you decide whether the access is removed or stays.");
        if (matter.Notice.Kind == NotificationKind.RemovalPlanned)
        {
            var why = StageRules.DecisiveOf(matter.Task) is { } decision && matter.Task.Outcome == Outcome.Removed
                ? Say($"{matter.NameOf(decision.By)} decided in the campaign {campaign} that this access is removed.")
                : Say($"Nobody answered for this access in the campaign {campaign}, so it is removed.");
            return $"{why} {Say($"If you still need it, contest the removal before it starts. It then stops, and a person decides.")}";
        }

        return removal switch
        {
            { Upheld.By: { } by } => Say($"{matter.NameOf(by)} read what you wrote and decided that the access is removed."),
            { Kept.By: { } by } => Say($"{matter.NameOf(by)} read what you wrote and decided that the access stays."),
            { TakenBack.By: { } by } => Say($"{matter.NameOf(by)} took the removal back. You do not need to do anything."),
            _ => Say($"The removal was taken back. You do not need to do anything."),
        };
    }

    private static IEnumerable<(string Who, string Text)> Quotes(TaskMailModel matter)
    {
        var removal = matter.Task.Removal;
        if (matter.Notice.Kind != NotificationKind.RemovalJudged && StageRules.DecisiveOf(matter.Task) is { Reason: { } reason } decision)
            yield return (Say($"{matter.NameOf(decision.By)} writes"), reason);
        if (matter.Notice.Kind == NotificationKind.RemovalContested && removal?.Contested is { By: { } holder, Text: { } contest })
            yield return (Say($"{matter.NameOf(holder)} writes"), contest);
        if (matter.Notice.Kind == NotificationKind.RemovalJudged && (removal?.TakenBack ?? removal?.Kept ?? removal?.Upheld) is { By: { } judge, Text: { } text })
            yield return (Say($"{matter.NameOf(judge)} writes"), text);
    }

    private static IEnumerable<(string Label, string Value)> Starts(TaskMailModel matter) =>
        matter.Task.Removal is { IsWaiting: true, IsContested: false } removal ? [(Say($"Removal starts"), matter.Time.SayWithZone(removal.StartsAt))] : [];

    private static string Button(TaskMailModel matter) => matter.Notice.Kind switch
    {
        NotificationKind.RemovalPlanned => Say($"Show or contest the removal"),
        NotificationKind.RemovalContested => Say($"Decide about the removal"),
        _ => Say($"Show the removal"),
    };
}
