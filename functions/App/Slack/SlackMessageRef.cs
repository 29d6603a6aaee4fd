using AccessReview.App.Notifications;
using AccessReview.App.Store;

namespace AccessReview.App.Slack;

/// <summary>Where a notification stands in Slack, and what it says there by now.</summary>
/// <param name="Channel">The conversation of the bot and the recipient.</param>
/// <param name="Ts">The message's own name there; null until Slack has taken it.</param>
/// <param name="Shown">Tells the words that stand there from others; null: not known, as while they are being changed.</param>
/// <param name="CommentsUntil">Comments up to this version of the task are in its thread, or are older than the message.</param>
/// <param name="IsAndMore">It says that there are more tasks than were told one by one; of its own task it says nothing.</param>
public sealed record SlackMessageRef(string Channel, string? Ts = null, string? Shown = null, long CommentsUntil = 0, bool IsAndMore = false)
{
    /// <summary>Null: it is not under way in Slack.</summary>
    public static SlackMessageRef? Of(StoredNotification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification is { Channel: NotificationChannel.Slack, Posted: { } posted } ? RowJson.Read<SlackMessageRef>(posted) : null;
    }

    public string ToJson() => RowJson.Write(this);
}
