namespace AccessReview.Domain.Notifications;

/// <summary>How one person wants to be told. Holds only what they chose themselves: all else follows the organization, also when that changes.</summary>
public sealed record NotificationPreferences
{
    public static NotificationPreferences None { get; } = new();

    public IReadOnlyDictionary<NotificationTopic, Channels> Topics { get; init; } = new Dictionary<NotificationTopic, Channels>();

    /// <summary>The hour of the person's own clock at which their digest goes; null: the organization's.</summary>
    public int? DigestHour { get; init; }

    /// <summary>No digest on Saturdays and Sundays; null: as the organization has it.</summary>
    public bool? DigestOnWeekdaysOnly { get; init; }
}
