using AccessReview.App.Wording;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>What the page asks that a link opens.</summary>
public sealed record LinkConfirmContent
{
    public required string Person { get; init; }

    public required string Question { get; init; }

    public required string Explanation { get; init; }

    public required IReadOnlyList<(string Label, string Value)> Facts { get; init; }

    public (string Who, string Text)? Quote { get; init; }

    public required string Why { get; init; }

    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The button that was followed in the mail.</summary>
    public Decision? Chosen { get; init; }

    public Decision Prominent => Chosen ?? Decisions[0];

    public required IReadOnlyList<Decision> ReasonRequiredFor { get; init; }

    public string? Reason { get; init; }

    /// <summary>What was wrong with the form as it was sent.</summary>
    public string? Fault { get; init; }

    /// <summary>What happens when nobody answers, next.</summary>
    public string? Next { get; init; }

    public static LinkConfirmContent Of(OpenedLink.Task link, Decision? chosen)
    {
        var (task, time) = (link.Now, link.Time);
        var decisions = KindRules.DecisionsOf(task.Kind);
        return new LinkConfirmContent
        {
            Person = link.NameOf(link.Claims.Person),
            Question = TaskWords.Question(task.Kind, task.Subject),
            Explanation = TaskWords.Explanation(task.Kind, task.Subject),
            Facts = [.. FactsOf(link)],
            Quote = task.RequestReason is { } reason ? (task.RequestedBy is { } requester ? $"{link.NameOf(requester)} writes" : "The reason given", reason) : null,
            Why = task.Assignees.FirstOrDefault(assignee => assignee.User == link.Claims.Person) is { } own ? WhyWords.Of(task, own, link.Facts) : "You were asked.",
            Decisions = decisions,
            Chosen = chosen is { } wanted && decisions.Contains(wanted) ? wanted : null,
            ReasonRequiredFor = [.. task.CurrentStep.ReasonRequiredFor.Where(decisions.Contains)],
            Next = LadderWords.Ahead(task).Select(rung => $"{rung.What} on {time.Say(rung.At)} ({time.Zone}).").FirstOrDefault(),
        };
    }

    private static IEnumerable<(string Label, string Value)> FactsOf(OpenedLink.Task link)
    {
        var (task, subject, time) = (link.Now, link.Now.Subject, link.Time);
        yield return ("Person", subject.UserName);
        yield return ("Access", subject.EntitlementName);
        yield return ("App", subject.AppName);
        if (subject.Account is { } account)
            yield return ("Account", account.Value);
        yield return ("Risk", TaskWords.Name(subject.Risk));
        if (subject.Until is { } until)
            yield return ("Until", time.SayDay(until));
        if (task.RequestedBy is { } requester)
            yield return ("Requested by", link.NameOf(requester));
        foreach (var decision in task.Decisions)
            yield return ("Before", $"{link.NameOf(decision.By)} {TaskWords.Done(decision.Decision)} on {time.SayDay(decision.At)}");
        yield return ("Comments", link.Events.OfType<TaskEvent.Commented>().Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return ("Due", $"{time.Say(task.DueAt)} ({time.Zone})");
        yield return ("Task", $"#{task.Number}");
    }
}
