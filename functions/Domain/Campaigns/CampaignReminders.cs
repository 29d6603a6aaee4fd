using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Campaigns;

/// <summary>When a campaign reminds reviewers who have work left, and how long after the due date it closes.</summary>
public sealed record CampaignReminders
{
    public const int MaxTimes = 10;
    public const int MaxDays = 90;

    // Reminders are sent in the morning of the campaign's time zone.
    private static readonly TimeSpan Hour = TimeSpan.FromHours(9);

    /// <summary>How many days before the due date; 0: on the due day.</summary>
    public IReadOnlyList<int> DaysBefore { get; init; } = [3, 1, 0];

    /// <summary>How many days after the due date the campaign closes. Until then reviewers get a reminder every day. 0: it closes at the due date.</summary>
    public int GraceDays { get; init; }

    public TimeSpan Grace => TimeSpan.FromDays(GraceDays);

    public bool IsPossible => DaysBefore.Count <= MaxTimes && DaysBefore.All(days => days is >= 0 and <= MaxDays) && GraceDays is >= 0 and <= MaxDays;

    /// <summary>The times of all reminders, oldest first. None is after the campaign closes.</summary>
    public IEnumerable<DateTimeOffset> TimesOf(DateTimeOffset due, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var known) ? known : TimeZoneInfo.Utc;
        var day = TimeZoneInfo.ConvertTime(due, zone).Date;
        return DaysBefore.Select(days => -days).Concat(Enumerable.Range(1, GraceDays)).Distinct().Order()
            .Select(days => WholeDay.At(day.AddDays(days) + Hour, zone, isEarliest: true))
            .Where(at => at < due + Grace);
    }
}
