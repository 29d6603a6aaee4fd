using AccessReview.App.Notifications;
using AccessReview.Domain.Notifications;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Slack as a channel of notifications.</summary>
internal static class SlackDescription
{
    public static ChannelKey Key { get; } = new("slack");

    public static ChannelDescription Of(SlackOptions options) => new(Key, () => Say($"Slack"), options.IsEnabled);

    /// <summary>Returns whether the notification goes to Slack.</summary>
    public static bool Has(StoredNotification notification) => notification.Channel == Key;
}
