namespace AccessReview.Domain.Tests.Builders;

/// <summary>All tests start on this Monday.</summary>
internal static class Calendar
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Hour(double hours) => Monday.AddHours(hours);

    public static DateTimeOffset Day(double days) => Monday.AddDays(days);

    public static TimeSpan Days(double days) => TimeSpan.FromDays(days);
}
