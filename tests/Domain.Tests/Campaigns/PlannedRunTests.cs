using AccessReview.Domain.Campaigns;
using Xunit;

namespace AccessReview.Domain.Tests.Campaigns;

public sealed class PlannedRunTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void A_run_on_the_31st_is_on_the_last_day_of_shorter_months()
    {
        var runs = CalendarRuns.MonthEnds(31, 14, Berlin, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)).Take(4).ToList();

        Assert.Equal(["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"], runs.Select(run => $"{run.At:yyyy-MM-dd}"));
        Assert.Equal(new DateOnly(2027, 3, 14), runs[1].Due);
        // Midnight in Berlin, also after clocks went forward on 28 March.
        Assert.Equal([1, 1, 2, 2], runs.Select(run => run.At.Offset.Hours));
        Assert.All(runs, run => Assert.Equal(TimeSpan.Zero, run.At.TimeOfDay));
    }

    [Fact]
    public void The_29th_of_February_is_used_in_leap_years()
    {
        var runs = CalendarRuns.MonthEnds(30, 1, TimeZoneInfo.Utc, new DateTimeOffset(2028, 2, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(["2028-02-29", "2028-03-30"], runs.Take(2).Select(run => $"{run.At:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_quarterly_run_ends_ten_working_days_before_the_quarter_and_begins_its_duration_before()
    {
        var runs = CalendarRuns.QuarterEnds(10, 14, TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero)).Take(3).ToList();

        // 31 December 2026 is a Thursday, 31 March 2027 a Wednesday, 30 June 2027 a Wednesday.
        Assert.Equal(["2026-12-17", "2027-03-17", "2027-06-16"], runs.Select(run => $"{run.Due:yyyy-MM-dd}"));
        Assert.Equal(["2026-12-03", "2027-03-03", "2027-06-02"], runs.Select(run => $"{run.At:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_run_whose_begin_has_passed_is_left_to_the_next_quarter()
    {
        var next = CalendarRuns.QuarterEnds(0, 30, TimeZoneInfo.Utc, new DateTimeOffset(2026, 12, 15, 0, 0, 0, TimeSpan.Zero)).First();

        Assert.Equal(("2027-03-01", "2027-03-31"), ($"{next.At:yyyy-MM-dd}", $"{next.Due:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("2026-11-29", null)]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("2027-02-27", "2027-01-31")]
    [InlineData("2027-02-28", "2027-02-28")]
    public void Of_several_missed_dates_only_the_latest_runs(string now, string? expected)
    {
        var runs = CalendarRuns.MonthEnds(31, 14, TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero));

        var due = CalendarRuns.LatestDue(runs, DateTimeOffset.Parse($"{now}T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, due is null ? null : $"{due.At:yyyy-MM-dd}");
    }

    [Fact]
    public void A_recurrence_has_only_the_settings_of_its_kind_within_their_limits()
    {
        Assert.Null(new CampaignRecurrence(RecurrenceKind.Cron, "0 8 * * 1").FindFault());
        Assert.Null(new CampaignRecurrence(RecurrenceKind.MonthEnds).FindFault());
        Assert.Null(new CampaignRecurrence(RecurrenceKind.QuarterEnds, WorkingDaysBefore: 0).FindFault());
        Assert.Equal(RecurrenceFault.CronMissing, new CampaignRecurrence(RecurrenceKind.Cron).FindFault());
        Assert.Equal(RecurrenceFault.OtherKind, new CampaignRecurrence(RecurrenceKind.MonthEnds, "0 8 * * 1").FindFault());
        Assert.Equal(RecurrenceFault.OtherKind, new CampaignRecurrence(RecurrenceKind.MonthEnds, WorkingDaysBefore: 3).FindFault());
        Assert.Equal(RecurrenceFault.OtherKind, new CampaignRecurrence(RecurrenceKind.QuarterEnds, Day: 3).FindFault());
        Assert.Equal(RecurrenceFault.DayOutOfRange, new CampaignRecurrence(RecurrenceKind.MonthEnds, Day: 32).FindFault());
        Assert.Equal(RecurrenceFault.WorkingDaysOutOfRange, new CampaignRecurrence(RecurrenceKind.QuarterEnds, WorkingDaysBefore: 61).FindFault());
    }

    [Theory]
    [InlineData("quarterly-2", true)]
    [InlineData("q", true)]
    [InlineData("new", false)]
    [InlineData("-q", false)]
    [InlineData("Quarterly", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void Names_of_templates_can_stand_in_addresses(string name, bool isName) => Assert.Equal(isName, TemplateRules.IsName(name));
}
