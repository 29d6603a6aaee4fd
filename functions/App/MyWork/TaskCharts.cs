using AccessReview.App.Pages.Charts;
using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>A line of time with a text for people who do not see it.</summary>
public sealed record TimeChart(string Text, IReadOnlyList<LinePoint> Points, double SolidTo);

/// <summary>How many of a group have something, with a text for people who do not see it.</summary>
public sealed record ShareChart(string Text, int Filled, int Total);

/// <summary>What the charts of a task's page show.</summary>
public static class TaskCharts
{
    /// <summary>From the grant to the last use and to today; null: the access is not held.</summary>
    public static TimeChart? Usage(Details details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (details.Grant is not { IsHeld: true } grant)
            return null;
        var (time, now) = (details.Time, details.Access.At);
        // Files can name a use before the grant.
        var from = grant.LastUsedAt < grant.Since ? grant.LastUsedAt.Value : grant.Since;
        var end = details.IsFrozen ? Say($"Decision: {time.SayShortDate(now)}") : Say($"Today: {time.SayShortDate(now)}");
        LinePoint since = new(Percent.Position(grant.Since, from, now), PointLook.Past);
        LinePoint today = new(1, PointLook.Now);
        var granted = Say($"Granted: {time.SayShortDate(grant.Since)}");
        if (grant.LastUsedAt is not { } used)
            return new TimeChart($"{granted}. {Say($"No recorded use")}. {end}.", [since with { Label = granted }, today with { Label = end }], 0);

        var lastUse = Say($"Last use: {time.SayShortDate(used)}");
        var last = Percent.Position(used, from, now);
        return new TimeChart($"{granted}. {lastUse}. {end}.", [since, new LinePoint(last, PointLook.Past, lastUse), today], last);
    }

    /// <summary>How many others with the same manager have the access; null: unknown, or there are no others.</summary>
    public static ShareChart? Team(Details details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (details is not { Team: > 0 and var total, Access.OthersOfManager: { } having })
            return null;
        // The two are read one after the other, so a change in between must not fill more than there is.
        var filled = Math.Min(having, total);
        return new ShareChart(Say($"Others in the team with this access: {filled:N0} of {total:N0}"), filled, total);
    }

    /// <summary>The current step's escalation schedule, with today; null: the step has none.</summary>
    public static TimeChart? Ladder(Details details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var task = details.Task;
        var rungs = LadderText.Whole(task).ToList();
        if (rungs.Count == 0)
            return null;
        var (start, end) = (task.StepStartedAt, rungs.Max(rung => rung.At));
        var at = task.IsOpen ? details.Now : task.ClosedAt ?? details.Now;
        var (past, now) = (rungs.Count(rung => rung.IsPast), Percent.Position(at, start, end));
        var days = Math.Max(1, (int)Math.Ceiling((end - start).TotalDays));
        var day = Math.Clamp((int)Math.Floor((at - start).TotalDays) + 1, 1, days);
        var text = $"{Say($"Escalation steps done: {past:N0} of {rungs.Count:N0}.")} {(task.IsOpen ? Say($"Today is day {day:N0} of {days:N0}.") : Say($"Closed on day {day:N0} of {days:N0}."))}";
        return new TimeChart(
            text,
            [
                .. rungs.Select(rung => new LinePoint(Percent.Position(rung.At, start, end), rung.IsPast ? PointLook.Past : PointLook.Future)),
                new LinePoint(now, PointLook.Now, task.IsOpen ? Say($"Today: {details.Time.SayShortDate(at)}") : Say($"Closed")),
            ],
            now);
    }
}
