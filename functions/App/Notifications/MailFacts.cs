using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>The table of facts in a task's mail.</summary>
public static class MailFacts
{
    public static IEnumerable<(string Label, string Value)> Of(TaskMailModel matter)
    {
        var (task, subject) = (matter.Task, matter.Task.Subject);
        yield return (Say($"Person"), subject.UserName);
        yield return (Say($"Access"), subject.EntitlementName);
        yield return (Say($"App"), subject.AppName);
        if (AccountText.Of(subject) is { } account)
            yield return (Say($"Account"), account);
        if (PathText.Of(subject) is { } path)
            yield return (Say($"Through"), path);
        yield return (Say($"Risk"), TaskText.Name(subject.Risk));
        if (subject.Until is { } until)
            yield return (Say($"Until"), matter.Time.SayDate(until));
        if (task.RequestedBy is { } requester)
            yield return (RequesterLabel(task.Kind), matter.NameOf(requester));
        if (task.Campaign is { } campaign)
            yield return (Say($"Campaign"), campaign.Name);
        if (StageText.Place(task) is { } stage)
            yield return (Say($"Stage"), stage);
        if (task is { IsOpen: true, AccessChanges: { } changes })
            yield return (Say($"Changed"), AccessChangeText.Listed(changes, matter.Time));
        foreach (var earlier in Earlier(matter))
            yield return (Say($"Earlier decision"), earlier);
        yield return (Say($"Task"), $"#{task.Number}");
    }

    /// <summary>The label for the requester, by kind of task.</summary>
    public static string RequesterLabel(TaskKind kind) => kind switch
    {
        TaskKind.Approval or TaskKind.Provisioning => Say($"Requested by"),
        TaskKind.Certification => Say($"Review started by"),
        TaskKind.Revocation or TaskKind.Deprovisioning => Say($"Removal recommended by"),
    };

    public static IEnumerable<(string Label, string Value)> OfEnding(TaskMailModel matter)
    {
        if (matter.Ending is { } ending)
            yield return (Say($"Decided by"), Who(matter, ending));
        if (matter.Task.ClosedAt is { } closed)
            yield return (matter.Ending is null ? Say($"Closed") : Say($"When"), matter.Time.SayWithZone(closed));
    }

    /// <summary>The earlier decisions of the task.</summary>
    private static IEnumerable<string> Earlier(TaskMailModel matter) => matter.Task.Decisions
        .Where(decision => decision != matter.Ending)
        .Select(decision => StageText.Earlier(Who(matter, decision), matter.Task, decision, matter.Time));

    private static string Who(TaskMailModel matter, RecordedDecision decision)
    {
        var who = matter.NameOf(decision.By);
        if (decision.OnBehalfOf is { } away)
            return Say($"{who} (on behalf of {matter.NameOf(away)})");
        return decision.IsOverride ? Say($"{who} (as administrator)") : who;
    }
}
