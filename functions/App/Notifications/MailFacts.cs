using AccessReview.App.Wording;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>The table of facts in a task's mail.</summary>
public static class MailFacts
{
    public static IEnumerable<(string Label, string Value)> Of(MailMatter matter)
    {
        var (task, subject) = (matter.Task, matter.Task.Subject);
        yield return ("Person", subject.UserName);
        yield return ("Access", subject.EntitlementName);
        yield return ("App", subject.AppName);
        if (subject.Account is { } account)
            yield return ("Account", account.Value);
        yield return ("Risk", TaskWords.Name(subject.Risk));
        if (subject.Until is { } until)
            yield return ("Until", matter.Time.SayDay(until));
        if (task.RequestedBy is { } requester)
            yield return (task.Kind is TaskKind.Approval or TaskKind.Provisioning ? "Requested by" : "Asked for by", matter.NameOf(requester));
        foreach (var earlier in Earlier(matter))
            yield return ("Before", earlier);
        yield return ("Task", $"#{task.Number}");
    }

    public static IEnumerable<(string Label, string Value)> OfEnding(MailMatter matter)
    {
        if (matter.Ending is { } ending)
            yield return ("Decided by", Who(matter, ending));
        if (matter.Task.ClosedAt is { } closed)
            yield return (matter.Ending is null ? "Closed" : "When", $"{matter.Time.Say(closed)} ({matter.Time.Zone})");
    }

    /// <summary>What was decided on the way here.</summary>
    private static IEnumerable<string> Earlier(MailMatter matter) => matter.Task.Decisions
        .Where(decision => decision != matter.Ending)
        .Select(decision => $"{Who(matter, decision)} {TaskWords.Done(decision.Decision)} on {matter.Time.SayDay(decision.At)}");

    private static string Who(MailMatter matter, RecordedDecision decision)
    {
        var who = matter.NameOf(decision.By);
        if (decision.OnBehalfOf is { } away)
            return $"{who} for {matter.NameOf(away)}";
        return decision.IsOverride ? $"{who}, as administrator" : who;
    }
}
