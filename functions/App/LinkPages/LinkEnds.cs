using System.Diagnostics;
using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.LinkPages;

/// <summary>The words of every dead end. None says what the task is about: a mail may have been forwarded to anybody.</summary>
public static class LinkEnds
{
    public static LinkEndContent Unknown => new(
        Say($"This link does not work"),
        Say($"It may have been cut short or changed on its way. Open it from the mail again, or sign in and look under My work."),
        "/",
        Say($"My work"));

    public static LinkEndContent TooMany => new(Say($"Too many tries"), Say($"Wait a minute, then open the link again."));

    public static LinkEndContent Foreign => new(
        Say($"This link is for somebody else"),
        Say($"It was sent to another person than the one who is signed in here. It opens nothing for you."),
        "/",
        Say($"My work"));

    public static LinkEndContent NotAllowed => new(Say($"Nothing was decided"), Say($"You may not decide this."), "/", Say($"My work"));

    public static LinkEndContent Busy => new(Say($"Nothing was decided"), Say($"Many are at work on this task at the moment. Go back and try again."));

    public static LinkEndContent SignInFirst(LinkClaims claims) => new(
        Say($"Please sign in"),
        Say($"This task can only be seen and decided by somebody who has signed in."),
        $"/tasks/{claims.Task}",
        Say($"Sign in and open the task"));

    public static LinkEndContent Dead(LinkClaims claims, bool isRevoked) => new(
        isRevoked ? Say($"This link was withdrawn") : Say($"This link has expired"),
        isRevoked
            ? Say($"It opens nothing any more. The task may still be yours: sign in to see.")
            : Say($"Links in mails work for a week at most. The task may still be yours: sign in to see."),
        $"/tasks/{claims.Task}",
        Say($"Sign in and open the task"));

    /// <param name="link">A link whose standing is not open.</param>
    public static LinkEndContent Of(OpenedLink.Task link)
    {
        var time = link.Time;
        var (title, sentence) = link.Standing switch
        {
            LinkStanding.DecidedByOther { Decision: var decision } => (
                Say($"This has been decided"),
                $"{DecisionWords.Did(link.NameOf(decision.By), decision.Decision)}, {time.SayWithZone(decision.At)}. {NothingLeft}"),
            LinkStanding.Answered { Decision: var decision } => (
                Say($"You have decided this already"),
                $"{DecisionWords.YouDid(decision.Decision)}, {time.SayWithZone(decision.At)}. {Say($"That stands: a decision is taken once.")}"),
            LinkStanding.HandedOn handed => (Say($"This is no longer yours"), HandedOn(link, handed, time.SayWithZone(handed.At))),
            LinkStanding.Renewed renewed => (
                Say($"There is a newer link"),
                Say($"Others were asked beside you on {time.SayWithZone(renewed.At)}, and a new mail was sent to you then. Use its link.")),
            LinkStanding.Cancelled cancelled => (Say($"This was cancelled"), $"{Cancelled(link, cancelled.By, time.SayWithZone(cancelled.At))} {NothingLeft}"),
            LinkStanding.ClosedByPolicy closed => (Say($"This is closed"), Closed(closed, time.SayWithZone(closed.At))),
            LinkStanding.Skipped skipped => (
                Say($"This is no longer yours"),
                Say($"Nobody answered in time, so the next step was asked on {time.SayWithZone(skipped.At)}.")),
            LinkStanding.NothingLeft { At: { } at } left => (Say($"Nothing is left to decide"), $"{ObsoleteWords.Why(left.Cause)} {Say($"The task closed automatically on {time.SayWithZone(at)}.")}"),
            LinkStanding.NothingLeft left => (Say($"Nothing is left to decide"), $"{ObsoleteWords.Why(left.Cause)} {Say($"The task closes automatically.")}"),
            LinkStanding.OwnAccess => (Say($"This is about your own access"), Say($"Nobody decides about their own access. Others are asked.")),
            _ => throw new UnreachableException($"{link.Standing.GetType().Name} is no end."),
        };
        return new LinkEndContent(title, sentence, $"/tasks/{link.Claims.Task}", Say($"Sign in and see the task"));
    }

    private static string NothingLeft => Say($"There is nothing left for you to do.");

    private static string HandedOn(OpenedLink.Task link, LinkStanding.HandedOn handed, string at) => (handed.By, handed.To) switch
    {
        ({ } by, []) => Say($"{link.NameOf(by)} reassigned it on {at}; nobody has it yet."),
        ({ } by, var to) => Say($"{link.NameOf(by)} reassigned it on {at} to {Names(link, to)}."),
        (null, []) when handed.IsByDirectory => Say($"It was taken from you on {at}, because the directory changed; nobody has it yet."),
        (null, var to) when handed.IsByDirectory => Say($"It went to {Names(link, to)} on {at}, because the directory changed."),
        (null, []) => Say($"Nobody answered in time, so it was taken from you on {at}; nobody has it yet."),
        (null, var to) => Say($"Nobody answered in time, so it went on {at} to {Names(link, to)}."),
    };

    private static string Cancelled(OpenedLink.Task link, UserId? by, string at) =>
        by is { } person ? Say($"{link.NameOf(person)} cancelled it on {at}.") : Say($"It was cancelled on {at}.");

    private static string Closed(LinkStanding.ClosedByPolicy closed, string at) => closed.Outcome == Outcome.NoResponse
        ? Say($"Nobody answered in time, so it closed by itself on {at}: nothing changed.")
        : Say($"Nobody answered in time, so it closed by itself on {at}.");

    private static string Names(OpenedLink.Task link, IReadOnlyList<UserId> people) => Listing.And([.. people.Select(link.NameOf)]);
}
