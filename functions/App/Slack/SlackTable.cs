using AccessReview.App.Store;

namespace AccessReview.App.Slack;

/// <summary>
/// Which Slack user is which user, which Slack message is about which notification, and when Slack may be called again.
/// </summary>
internal static class SlackTable
{
    public static OwnTable Rows { get; } = new("Slack", 1);
}
