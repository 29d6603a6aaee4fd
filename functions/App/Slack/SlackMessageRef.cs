using AccessReview.App.Notifications;
using AccessReview.App.Store;

namespace AccessReview.App.Slack;

/// <summary>Where a notification's message is in Slack, and what it shows.</summary>
/// <param name="Channel">The bot's conversation with the recipient.</param>
/// <param name="Ts">The message's id within the channel; null until Slack has accepted it.</param>
/// <param name="Shown">The hash of the shown content; null: unknown, also during an update.</param>
/// <param name="CommentsUntil">Comments up to this task version are in the thread, or are older than the message.</param>
/// <param name="IsAndMore">It is not about one task: a batch, or the message that there are more tasks.</param>
public sealed record SlackMessageRef(string Channel, string? Ts = null, string? Shown = null, long CommentsUntil = 0, bool IsAndMore = false)
{
    /// <summary>Returns null if it is not being sent to Slack.</summary>
    public static SlackMessageRef? Of(StoredNotification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return SlackDescription.Has(notification) && notification.Posted is { } posted ? RowJson.Read<SlackMessageRef>(posted) : null;
    }

    public string ToJson() => RowJson.Write(this);
}
