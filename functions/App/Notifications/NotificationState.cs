namespace AccessReview.App.Notifications;

/// <summary>How far a notification has come. Only ever moves on: see <see cref="NotificationStates.MayBecome"/>.</summary>
public enum NotificationState
{
    /// <summary>On record; a message in the queue stands for it.</summary>
    Pending,

    /// <summary>Written before the mail service is called: after a crash here nobody knows whether it was.</summary>
    Sending,

    /// <summary>The mail service has taken it.</summary>
    Accepted,

    /// <summary>May or may not have gone out, and has been tried again once.</summary>
    Uncertain,

    /// <summary>Could not be sent, for good.</summary>
    Failed,

    /// <summary>Told by one mail together with others; that mail's own record says what became of it.</summary>
    Carried,

    /// <summary>Not sent: the task has moved on, the recipient wants no mail, or their digest tells it.</summary>
    Skipped,

    Delivered,
    Bounced,
    Suppressed,
    Quarantined,
    FilteredSpam,
    Expired,
}

public static class NotificationStates
{
    extension(NotificationState state)
    {
        /// <summary>Is there still something to send?</summary>
        public bool IsUnderWay => state is NotificationState.Pending or NotificationState.Sending;

        public bool MayBecome(NotificationState next) => state switch
        {
            NotificationState.Pending => next is NotificationState.Sending or NotificationState.Carried or NotificationState.Skipped or NotificationState.Failed or NotificationState.Expired,
            // Back to pending only when the mail service itself has said no.
            NotificationState.Sending => next is NotificationState.Sending or NotificationState.Pending or NotificationState.Accepted or NotificationState.Uncertain or NotificationState.Failed,
            NotificationState.Accepted or NotificationState.Uncertain => next > NotificationState.Skipped,
            // An operator has found and mended what had made it fail.
            NotificationState.Failed => next is NotificationState.Pending,
            NotificationState.Carried or NotificationState.Skipped or NotificationState.Delivered or NotificationState.Bounced or NotificationState.Suppressed
                or NotificationState.Quarantined or NotificationState.FilteredSpam or NotificationState.Expired => false,
        };
    }
}
