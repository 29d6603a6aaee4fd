using AccessReview.Domain.Directory;

namespace AccessReview.App.Notifications;

/// <summary>
/// A way to notify people. Mail is one, Slack another. Each delivers by the state of the notification's row, which says what is about
/// to be done before it is done: after a crash the channel finds out what was done.
/// </summary>
public interface INotificationChannel
{
    /// <summary>Which one it is; stored with each of its notifications.</summary>
    NotificationChannel Channel { get; }

    /// <summary>Can this person be reached by it now?</summary>
    Task<bool> ReachesAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Sends a notification, finishes what a crash interrupted, or brings what was sent up to date.</summary>
    /// <param name="notification">As its row holds it.</param>
    /// <param name="hasWaited">It has waited for its turn before.</param>
    Task<Delivery> DeliverAsync(StoredNotification notification, bool hasWaited, CancellationToken cancellationToken);

    /// <summary>Why nothing can be sent of one that failed; null: it may be tried again.</summary>
    Task<string?> FaultOfAsync(StoredNotification notification, CancellationToken cancellationToken);

    /// <summary>Did the service take it although its answer was lost?</summary>
    Task<bool> WasTakenAsync(StoredNotification notification, CancellationToken cancellationToken);
}
