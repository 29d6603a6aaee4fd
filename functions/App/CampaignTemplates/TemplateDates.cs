using AccessReview.Domain.Campaigns;
using Cronos;

namespace AccessReview.App.CampaignTemplates;

/// <summary>The planned runs of a template, in its time zone.</summary>
internal static class TemplateDates
{
    /// <summary>How many planned runs are shown.</summary>
    public const int Shown = 3;

    /// <summary>The next runs; empty: the template has no schedule, or it has no further date.</summary>
    public static IReadOnlyList<PlannedRun> Next(CampaignTemplateRequest content, DateTimeOffset after) => [.. After(content, after).Take(Shown)];

    /// <summary>The runs after a moment, earliest first.</summary>
    public static IEnumerable<PlannedRun> After(CampaignTemplateRequest content, DateTimeOffset after)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(content.Plan.TimeZone ?? "", out var known) ? known : TimeZoneInfo.Utc;
        return content.Recurrence switch
        {
            null => [],
            { Kind: RecurrenceKind.MonthEnds, Day: var day } => CalendarRuns.MonthEnds(day ?? CampaignRecurrence.LastDay, content.DurationDays, zone, after),
            { Kind: RecurrenceKind.QuarterEnds, WorkingDaysBefore: var days } =>
                CalendarRuns.QuarterEnds(days ?? CampaignRecurrence.UsualWorkingDays, content.DurationDays, zone, after),
            { Cron: var cron } => Parse(cron) is { } expression ? OfCron(expression, content, zone, after) : [],
        };
    }

    /// <summary>Returns null if the text is no cron expression.</summary>
    public static CronExpression? Parse(string? cron) => CronExpression.TryParse(cron ?? "", CronFormat.Standard, out var expression) ? expression : null;

    /// <summary>Returns whether two runs follow each other too soon. The next year of the schedule is checked.</summary>
    public static bool IsTooOften(CampaignTemplateRequest content, DateTimeOffset now)
    {
        DateTimeOffset? before = null;
        foreach (var run in After(content, now).TakeWhile(run => run.At < now.AddDays(TemplateRules.MaxDays)))
        {
            // An hour less, because a day has 23 hours when clocks go forward.
            if (before is { } last && run.At - last < TemplateRules.ShortestInterval - TimeSpan.FromHours(1))
                return true;
            before = run.At;
        }

        return false;
    }

    private static IEnumerable<PlannedRun> OfCron(CronExpression expression, CampaignTemplateRequest content, TimeZoneInfo zone, DateTimeOffset after)
    {
        for (var next = expression.GetNextOccurrence(after, zone); next is { } at; next = expression.GetNextOccurrence(at, zone))
            yield return new PlannedRun(at, DateOnly.FromDateTime(at.DateTime).AddDays(content.DurationDays));
    }
}
