using System.Diagnostics;
using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.LinkPages;

/// <summary>The texts of links with nothing to decide. None says what the task is about, because a mail may have been forwarded.</summary>
public static class LinkMessages
{
    public static LinkEndModel Unknown => new(
        Say($"This link does not work"),
        Say($"It may be incomplete. Open it from the email again, or sign in and open My work."),
        "/",
        Say($"My work"));

    public static LinkEndModel TooMany => new(Say($"Too many tries"), Say($"Wait a minute, then open the link again."));

    public static LinkEndModel Foreign => new(
        Say($"This link is for somebody else"),
        Say($"It was sent to another person, so you cannot use it."),
        "/",
        Say($"My work"));

    public static LinkEndModel NotAllowed => new(Say($"Nothing was decided"), Say($"You cannot decide this task."), "/", Say($"My work"));

    public static LinkEndModel Busy => new(Say($"Nothing was decided"), Say($"Other people are changing this task at the moment. Go back and try again."));

    public static LinkEndModel SignInFirst(OpenedLink.SignInFirst first) => new(
        Say($"Sign in to continue"),
        Say($"You must sign in to view and decide this task."),
        first.Path,
        Say($"Sign in to decide"));

    public static LinkEndModel Dead(LinkClaims claims, bool isRevoked) => new(
        isRevoked ? Say($"This link was withdrawn") : Say($"This link has expired"),
        isRevoked
            ? Say($"It no longer works. The task may still be assigned to you. Sign in to check.")
            : Say($"Links in emails work for at most a week. The task may still be assigned to you. Sign in to check."),
        $"/tasks/{claims.Task}",
        Say($"Sign in and open the task"));

    /// <param name="link">A link whose status is not open.</param>
    public static LinkEndModel Of(OpenedLink.Task link)
    {
        var time = link.Time;
        var (title, sentence) = link.Status switch
        {
            LinkStatus.DecidedByOther { Decision: var decision } => (
                Say($"This task is already decided"),
                $"{DecisionText.Did(link.NameOf(decision.By), link.Now, decision)}, {time.SayWithZone(decision.At)}. {NothingLeft}"),
            LinkStatus.Answered { Decision: var decision } => (
                Say($"You already decided this task"),
                $"{DecisionText.YouDid(link.Now, decision)}, {time.SayWithZone(decision.At)}. {Say($"A decision cannot be changed here.")}"),
            LinkStatus.HandedOn handed => (Say($"This task is no longer assigned to you"), HandedOn(link, handed, time.SayWithZone(handed.At))),
            LinkStatus.Renewed renewed => (
                Say($"There is a newer link"),
                Say($"The task was also assigned to other people on {time.SayWithZone(renewed.At)}. You got a new email then. Use its link.")),
            LinkStatus.Cancelled cancelled => (Say($"This task was cancelled"), $"{Cancelled(link, cancelled.By, time.SayWithZone(cancelled.At))} {NothingLeft}"),
            LinkStatus.ClosedByPolicy closed => (Say($"This task is closed"), Closed(closed, time.SayWithZone(closed.At))),
            LinkStatus.Skipped skipped => (
                Say($"This task is no longer assigned to you"),
                Say($"Nobody answered in time, so the task moved to the next step on {time.SayWithZone(skipped.At)}.")),
            LinkStatus.NothingLeft { At: { } at } left => (Say($"There is nothing left to decide"), $"{ObsoleteText.Why(left.Cause)} {Say($"The task closed automatically on {time.SayWithZone(at)}.")}"),
            LinkStatus.NothingLeft left => (Say($"There is nothing left to decide"), $"{ObsoleteText.Why(left.Cause)} {Say($"The task closes automatically.")}"),
            LinkStatus.OwnAccess => (Say($"This is about your own access"), Say($"You cannot decide about your own access. Another person decides.")),
            _ => throw new UnreachableException($"{link.Status.GetType().Name} is no end."),
        };
        return new LinkEndModel(title, sentence, $"/tasks/{link.Claims.Task}", Say($"Sign in and open the task"));
    }

    private static string NothingLeft => Say($"You have nothing more to do.");

    private static string HandedOn(OpenedLink.Task link, LinkStatus.HandedOn handed, string at) => (handed.By, handed.To) switch
    {
        ({ } by, []) => Say($"{link.NameOf(by)} reassigned it on {at}. Nobody is assigned yet."),
        ({ } by, var to) => Say($"{link.NameOf(by)} reassigned it to {Names(link, to)} on {at}."),
        (null, []) when handed.IsByDirectory => Say($"The directory changed on {at}, so it is no longer assigned to you. Nobody is assigned yet."),
        (null, var to) when handed.IsByDirectory => Say($"The directory changed on {at}, so it moved to {Names(link, to)}."),
        (null, []) => Say($"Nobody answered in time, so it was unassigned from you on {at}. Nobody is assigned yet."),
        (null, var to) => Say($"Nobody answered in time, so it moved to {Names(link, to)} on {at}."),
    };

    private static string Cancelled(OpenedLink.Task link, UserId? by, string at) =>
        by is { } person ? Say($"{link.NameOf(person)} cancelled it on {at}.") : Say($"It was cancelled on {at}.");

    private static string Closed(LinkStatus.ClosedByPolicy closed, string at) => closed.Outcome == Outcome.NoResponse
        ? Say($"Nobody answered in time, so it closed automatically on {at}. Nothing changed.")
        : Say($"Nobody answered in time, so it closed automatically on {at}.");

    private static string Names(OpenedLink.Task link, IReadOnlyList<UserId> people) => Listing.And([.. people.Select(link.NameOf)]);
}
