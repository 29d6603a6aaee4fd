namespace AccessReview.Domain.Notifications;

/// <summary>
/// One user's notification preferences. It stores only the user's own choices. Everything else follows the organization's
/// current defaults.
/// </summary>
public sealed record NotificationPreferences
{
    public static NotificationPreferences None { get; } = new();

    public IReadOnlyDictionary<NotificationTopic, Channels> Topics { get; init; } = new Dictionary<NotificationTopic, Channels>();

    /// <summary>The local hour of the user's digest, 0 to 23; null: the organization's default.</summary>
    public int? DigestHour { get; init; }

    /// <summary>No digest on Saturdays and Sundays; null: the organization's default.</summary>
    public bool? DigestOnWeekdaysOnly { get; init; }
}
