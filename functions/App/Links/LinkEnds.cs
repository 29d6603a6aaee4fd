using System.Diagnostics;
using AccessReview.App.Wording;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>The words of every dead end. None says what the task is about: a mail may have been forwarded to anybody.</summary>
public static class LinkEnds
{
    public static LinkEndContent Unknown { get; } = new(
        "This link does not work",
        "It may have been cut short or changed on its way. Open it from the mail again, or sign in and look under My work.",
        "/",
        "My work");

    public static LinkEndContent TooMany { get; } = new("Too many tries", "Wait a minute, then open the link again.");

    public static LinkEndContent Foreign { get; } = new(
        "This link is for somebody else",
        "It was sent to another person than the one who is signed in here. It opens nothing for you.",
        "/",
        "My work");

    public static LinkEndContent NotAllowed { get; } = new("Nothing was decided", "You may not decide this.", "/", "My work");

    public static LinkEndContent Busy { get; } = new("Nothing was decided", "Many are at work on this task at the moment. Go back and try again.");

    public static LinkEndContent SignInFirst(LinkClaims claims) => new(
        "Please sign in",
        "This task can only be seen and decided by somebody who has signed in.",
        $"/tasks/{claims.Task}",
        "Sign in and open the task");

    public static LinkEndContent Dead(LinkClaims claims, bool isRevoked) => new(
        isRevoked ? "This link was withdrawn" : "This link has expired",
        isRevoked ? "It opens nothing any more. The task may still be yours: sign in to see." : "Links in mails work for a week at most. The task may still be yours: sign in to see.",
        $"/tasks/{claims.Task}",
        "Sign in and open the task");

    /// <param name="link">A link whose standing is not open.</param>
    public static LinkEndContent Of(OpenedLink.Task link)
    {
        var time = link.Time;
        var (title, sentence) = link.Standing switch
        {
            LinkStanding.DecidedByOther { Decision: var decision } => (
                "This has been decided",
                $"{link.NameOf(decision.By)} {TaskWords.Done(decision.Decision)} it on {time.Say(decision.At)} ({time.Zone}). There is nothing left for you to do."),
            LinkStanding.Answered { Decision: var decision } => (
                "You have decided this already",
                $"You {TaskWords.Done(decision.Decision)} it on {time.Say(decision.At)} ({time.Zone}). That stands: a decision is taken once."),
            LinkStanding.HandedOn handed => (
                "This is no longer yours",
                $"{HandedBy(link, handed)} on {time.Say(handed.At)} ({time.Zone}) to {Names(link, handed)}."),
            LinkStanding.Renewed renewed => (
                "There is a newer link",
                $"Others were asked beside you on {time.Say(renewed.At)} ({time.Zone}), and a new mail was sent to you then. Use its link."),
            LinkStanding.Cancelled cancelled => (
                "This was cancelled",
                $"{(cancelled.By is { } by ? $"{link.NameOf(by)} cancelled it" : "It was cancelled")} on {time.Say(cancelled.At)} ({time.Zone}). There is nothing left for you to do."),
            LinkStanding.ClosedByPolicy closed => (
                "This is closed",
                $"Nobody answered in time, so it closed by itself on {time.Say(closed.At)} ({time.Zone}){(closed.Outcome == Outcome.NoResponse ? ": nothing changed" : "")}."),
            LinkStanding.Skipped skipped => (
                "This is no longer yours",
                $"Nobody answered in time, so the next step was asked on {time.Say(skipped.At)} ({time.Zone})."),
            LinkStanding.OwnAccess => ("This is about your own access", "Nobody decides about their own access. Others are asked."),
            _ => throw new UnreachableException($"{link.Standing.GetType().Name} is no end."),
        };
        return new LinkEndContent(title, sentence, $"/tasks/{link.Claims.Task}", "Sign in and see the task");
    }

    private static string HandedBy(OpenedLink.Task link, LinkStanding.HandedOn handed) =>
        handed.By is { } by ? $"{link.NameOf(by)} reassigned it" : "Nobody answered in time, so it went";

    private static string Names(OpenedLink.Task link, LinkStanding.HandedOn handed) => handed.To.Count switch
    {
        0 => "nobody yet",
        1 => link.NameOf(handed.To[0]),
        _ => $"{string.Join(", ", handed.To.SkipLast(1).Select(link.NameOf))} and {link.NameOf(handed.To[^1])}",
    };
}
