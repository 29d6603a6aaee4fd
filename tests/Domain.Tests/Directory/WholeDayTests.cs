using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Directory;

public sealed class WholeDayTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-12-05", "2026-12-05T00:00:00+01:00", "2026-12-05T23:59:59+01:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59+01:00")]
    [InlineData("America/Los_Angeles", "2026-12-05", "2026-12-05T00:00:00-08:00", "2026-12-05T23:59:59-08:00")]
    [InlineData("Etc/UTC", "2026-12-05", "2026-12-05T00:00:00+00:00", "2026-12-05T23:59:59+00:00")]
    [InlineData("Pacific/Kiritimati", "9999-12-31", "9999-12-31T00:00:00+14:00", "9999-12-31T23:59:59+00:00")]
    [InlineData("America/Los_Angeles", "0001-01-01", "0001-01-01T00:00:00+00:00", "0001-01-01T23:59:59-07:53")]
    public void A_whole_day_starts_and_ends_in_its_time_zone(string zone, string day, string start, string end)
    {
        var (date, timeZone) = (DateOnly.Parse(day, null), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(start, Written(WholeDay.StartOf(date, timeZone)));
        Assert.Equal(end, Written(WholeDay.EndOf(date, timeZone)));
        Assert.Equal(date, WholeDay.Of(WholeDay.StartOf(date, timeZone)));
        Assert.Equal(date, WholeDay.Of(WholeDay.EndOf(date, timeZone)));
    }

    [Fact]
    public void A_time_within_a_day_is_not_a_whole_day() => Assert.Null(WholeDay.Of(new DateTimeOffset(2026, 12, 5, 9, 0, 0, TimeSpan.Zero)));

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", null);
}
