using System.Globalization;
using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.LinkPages;

/// <summary>The data of the page on which a link's holder decides.</summary>
public sealed record LinkConfirmModel
{
    /// <summary>The part of the URL after an undo.</summary>
    public const string UndoneParameter = "undone=yes";

    public required string Person { get; init; }

    public required string Question { get; init; }

    public required EvidenceLine? Evidence { get; init; }

    public required string Explanation { get; init; }

    public required IReadOnlyList<(string Label, string Value)> Facts { get; init; }

    public (string Who, string Text)? Quote { get; init; }

    /// <summary>What changed of the access since the campaign began.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The version of the access that the page shows.</summary>
    public int Seen { get; init; }

    public required string Why { get; init; }

    /// <summary>The decision that takes effect at the sign-off; null: none.</summary>
    public StagedDecision? Staged { get; init; }

    /// <summary>Who made the decision that takes effect at the sign-off; null: the holder, or there is none.</summary>
    public string? StagedBy { get; init; }

    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The decision of the button in the mail; null: none.</summary>
    public Decision? Chosen { get; init; }

    public Decision Prominent => Chosen ?? Decisions[0];

    /// <summary>The holder is asked about their own access.</summary>
    public bool IsHolder { get; init; }

    public required IReadOnlyList<Decision> ReasonRequiredFor { get; init; }

    /// <summary>Why the access can only be removed; null: it may stay.</summary>
    public string? Limit { get; init; }

    public string? Reason { get; init; }

    /// <summary>The entered last day of a certification, which is kept.</summary>
    public string? Until { get; init; }

    /// <summary>The entered compensating control of an exception, which is kept.</summary>
    public string? Control { get; init; }

    public required LocalTime Time { get; init; }

    /// <summary>The error in the sent form; null: none.</summary>
    public string? Fault { get; init; }

    /// <summary>The next rung of the ladder, if nobody answers; null: none.</summary>
    public string? Next { get; init; }

    public static LinkConfirmModel Of(OpenedLink.Task link, Decision? chosen)
    {
        var (task, time) = (link.Now, link.Time);
        var decisions = link.Decisions;
        return new LinkConfirmModel
        {
            Person = link.NameOf(link.Claims.Person),
            Question = TaskText.Question(task),
            Evidence = link.Evidence,
            Explanation = TaskText.Explanation(task),
            Facts = [.. FactsOf(link)],
            Quote = task.RequestReason is { } reason ? (task.RequestedBy is { } requester ? Say($"{link.NameOf(requester)} writes") : Say($"Reason given"), reason) : null,
            Why = task.WaitingFor(link.Claims.Person) is { } own ? WhyText.Of(task, own, link.Facts) : Say($"The task was assigned to you."),
            Decisions = decisions,
            Changes = [.. (task.AccessChanges ?? []).Select(change => AccessChangeText.WithTime(change, time))],
            Seen = task.AccessVersion,
            Time = time,
            Staged = task.Staged,
            StagedBy = task.Staged is { Person: var by } && by != link.Claims.Person ? link.NameOf(by) : null,
            IsHolder = HolderRules.IsAsked(task, link.Claims.Person),
            Limit = link.OnlyRemoval is { } cause ? ObsoleteText.OnlyRemoval(cause) : null,
            Chosen = chosen is { } wanted && decisions.Contains(wanted) ? wanted : null,
            ReasonRequiredFor = [.. task.CurrentStep.ReasonRequiredFor.Where(decisions.Contains)],
            Next = LadderText.Ahead(task).Select(rung => $"{time.SayWithZone(rung.At)}: {rung.What}.").FirstOrDefault(),
        };
    }

    private static IEnumerable<(string Label, string Value)> FactsOf(OpenedLink.Task link)
    {
        var (task, subject, time) = (link.Now, link.Now.Subject, link.Time);
        yield return (Say($"Person"), subject.UserName);
        yield return (Say($"Access"), subject.EntitlementName);
        yield return (Say($"App"), subject.AppName);
        if (AccountText.Of(subject) is { } account)
            yield return (Say($"Account"), account);
        if (PathText.Of(subject) is { } path)
            yield return (Say($"Through"), path);
        yield return (Say($"Risk"), TaskText.Name(subject.Risk));
        if (subject.Until is { } until)
            yield return (Say($"Until"), time.SayDate(until));
        if (task.RequestedBy is { } requester)
            yield return (MailFacts.RequesterLabel(task.Kind), link.NameOf(requester));
        if (task.Campaign is { } campaign)
            yield return (Say($"Campaign"), campaign.Name);
        if (StageText.Place(task) is { } stage)
            yield return (Say($"Stage"), stage);
        foreach (var decision in task.Decisions)
            yield return (Say($"Earlier decision"), StageText.Earlier(link.NameOf(decision.By), task, decision, time));
        yield return (Say($"Comments"), link.Events.OfType<TaskEvent.Commented>().Count().ToString(CultureInfo.CurrentCulture));
        yield return (Say($"Due"), DueText.Of(task, time, link.At));
        yield return (Say($"Task"), $"#{task.Number}");
    }
}
