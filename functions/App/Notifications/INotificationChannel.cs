using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>
/// A way to notify users, such as mail. The notification's row records each operation before it is done. So after a crash the
/// channel can determine what was done.
/// </summary>
public interface INotificationChannel
{
    /// <summary>It is stored with each of the channel's notifications.</summary>
    ChannelKey Key { get; }

    /// <summary>Returns whether the user can be reached by this channel now.</summary>
    Task<bool> ReachesAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Sends a notification, completes what a crash interrupted, or updates what was sent.</summary>
    /// <param name="notification">
    /// The notification as stored in its row. A batch has a <see cref="Summary"/> instead of a notice.
    /// </param>
    /// <param name="turn">What is known of this delivery.</param>
    Task<Delivery> DeliverAsync(StoredNotification notification, DeliveryTurn turn, CancellationToken cancellationToken);

    /// <summary>Why a failed notification cannot be sent; null: it may be retried.</summary>
    Task<string?> FaultOfAsync(StoredNotification notification, CancellationToken cancellationToken);

    /// <summary>Returns whether the service accepted it although its response was lost.</summary>
    Task<bool> WasAcceptedAsync(StoredNotification notification, CancellationToken cancellationToken);
}
