using System.Globalization;
using AccessReview.Domain.Notifications;
using Xunit;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class DigestTimeTests
{
    [Theory]
    [InlineData("Etc/UTC", 9, "2026-11-23T08:59Z", null)]
    [InlineData("Etc/UTC", 9, "2026-11-23T09:00Z", "2026-11-23")]
    [InlineData("Etc/UTC", 9, "2026-11-23T11:59Z", "2026-11-23")]
    [InlineData("Etc/UTC", 9, "2026-11-23T12:00Z", null)]
    // Zones that are not whole hours from UTC.
    [InlineData("Asia/Kathmandu", 9, "2026-11-23T03:14Z", null)]
    [InlineData("Asia/Kathmandu", 9, "2026-11-23T03:15Z", "2026-11-23")]
    // A day ahead of UTC.
    [InlineData("Pacific/Apia", 9, "2026-11-22T20:00Z", "2026-11-23")]
    [InlineData("Pacific/Pago_Pago", 9, "2026-11-23T20:00Z", "2026-11-23")]
    // Half an hour of daylight saving time.
    [InlineData("Australia/Lord_Howe", 9, "2026-11-22T22:00Z", "2026-11-23")]
    [InlineData("Australia/Lord_Howe", 9, "2026-07-05T22:30Z", "2026-07-06")]
    [InlineData("Australia/Lord_Howe", 9, "2026-07-05T22:29Z", null)]
    // Daylight saving time moves the hour in UTC.
    [InlineData("Europe/Berlin", 9, "2026-03-27T08:00Z", "2026-03-27")]
    [InlineData("Europe/Berlin", 9, "2026-03-30T07:00Z", "2026-03-30")]
    // The time to catch up ends with the day.
    [InlineData("Etc/UTC", 23, "2026-11-23T23:45Z", "2026-11-23")]
    [InlineData("Etc/UTC", 23, "2026-11-24T00:15Z", null)]
    public void A_digest_is_due_at_the_persons_hour(string zone, int hour, string now, string? day) =>
        Assert.Equal(day, Due(zone, hour, now, weekdaysOnly: true));

    [Theory]
    [InlineData("2026-11-27T09:00Z", "2026-11-27", "2026-11-27")]
    [InlineData("2026-11-28T09:00Z", null, "2026-11-28")]
    [InlineData("2026-11-29T09:00Z", null, "2026-11-29")]
    [InlineData("2026-11-30T09:00Z", "2026-11-30", "2026-11-30")]
    public void A_digest_is_not_due_at_weekends_for_a_person_who_turned_weekends_off(string now, string? weekdays, string? always)
    {
        Assert.Equal(weekdays, Due("Etc/UTC", 9, now, weekdaysOnly: true));
        Assert.Equal(always, Due("Etc/UTC", 9, now, weekdaysOnly: false));
    }

    [Theory]
    // The last check was on Monday at eight: Monday's and Tuesday's hours have passed, and the last one counts.
    [InlineData("2026-11-23T08:00Z", "2026-11-24T14:00Z", "2026-11-24")]
    [InlineData("2026-11-23T08:00Z", "2026-11-24T08:00Z", "2026-11-23")]
    [InlineData("2026-11-23T08:00Z", "2026-11-23T13:00Z", "2026-11-23")]
    // There was a check after the hour: that day's digest was sent.
    [InlineData("2026-11-23T09:15Z", "2026-11-23T14:00Z", null)]
    // A weekend passed.
    [InlineData("2026-11-27T08:00Z", "2026-11-29T20:00Z", "2026-11-27")]
    [InlineData("2026-11-27T10:00Z", "2026-11-29T20:00Z", null)]
    // The time of the last check is unknown.
    [InlineData(null, "2026-11-23T14:00Z", null)]
    public void A_missed_digest_hour_is_caught_up(string? lastLook, string now, string? day) =>
        Assert.Equal(day, DigestTime.DueOn(Read(now), lastLook is null ? null : Read(lastLook), TimeZoneInfo.Utc, 9, weekdaysOnly: true) is { } due ? Write(due) : null);

    [Fact]
    public void A_weekend_is_determined_in_the_persons_time_zone() =>
        // Saturday in Samoa, still Friday in UTC.
        Assert.Null(Due("Pacific/Apia", 9, "2026-11-27T20:00Z", weekdaysOnly: true));

    [Theory]
    [InlineData("Europe/Berlin", 2)] // Skipped on 29 March, twice on 25 October.
    [InlineData("Australia/Lord_Howe", 2)]
    [InlineData("Pacific/Apia", 9)]
    [InlineData("Asia/Kathmandu", 0)]
    [InlineData("America/St_Johns", 23)]
    [InlineData("Africa/Casablanca", 9)]
    public void A_check_every_15_minutes_finds_each_day_of_a_year_once(string zone, int hour)
    {
        List<string> days = [];
        var first = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        for (var now = first; now < first.AddDays(365); now += TimeSpan.FromMinutes(15))
        {
            if (DigestTime.DueOn(now, TimeZoneInfo.FindSystemTimeZoneById(zone), hour, weekdaysOnly: false) is { } day && days.LastOrDefault() != Write(day))
                days.Add(Write(day));
        }

        Assert.Equal(days.Distinct().Count(), days.Count);
        Assert.InRange(days.Count, 365, 366);
    }

    private static DateTimeOffset Read(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static string? Due(string zone, int hour, string now, bool weekdaysOnly) =>
        DigestTime.DueOn(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), hour, weekdaysOnly) is { } day ? Write(day) : null;

    private static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
