namespace AccessReview.App.Notifications;

/// <summary>The state of a notification. Allowed transitions: see <see cref="NotificationStates.MayBecome"/>.</summary>
public enum NotificationState
{
    /// <summary>Stored, with a message in the queue.</summary>
    Pending,

    /// <summary>Written before the mail service is called. After a crash nobody knows whether the call was made.</summary>
    Sending,

    /// <summary>The mail service has accepted it.</summary>
    Accepted,

    /// <summary>May or may not have been sent, and has been retried once.</summary>
    Uncertain,

    /// <summary>Failed permanently.</summary>
    Failed,

    /// <summary>Included in a batch mail. That mail's own record has the result.</summary>
    Carried,

    /// <summary>Not sent: the task has changed, the recipient wants no mail, or their digest includes it.</summary>
    Skipped,

    Delivered,

    /// <summary>The recipient's mail server refused it permanently.</summary>
    Bounced,

    /// <summary>The mail service did not send it, because earlier mails to the address bounced.</summary>
    Suppressed,

    /// <summary>The recipient's organization holds it back.</summary>
    Quarantined,

    /// <summary>Rejected as spam.</summary>
    FilteredSpam,
    Expired,

    /// <summary>The mail service reported a failure without a more specific reason.</summary>
    NotDelivered,
}

public static class NotificationStates
{
    extension(NotificationState state)
    {
        /// <summary>Returns whether it still has to be sent.</summary>
        public bool IsUnderWay => state is NotificationState.Pending or NotificationState.Sending;

        /// <summary>The mail service accepted it, and reported later that it did not arrive.</summary>
        public bool IsUndelivered => state is NotificationState.Bounced or NotificationState.Suppressed or NotificationState.Quarantined
            or NotificationState.FilteredSpam or NotificationState.NotDelivered;

        public bool MayBecome(NotificationState next) => state switch
        {
            NotificationState.Pending => next is NotificationState.Sending or NotificationState.Carried or NotificationState.Skipped or NotificationState.Failed or NotificationState.Expired,
            // Back to pending only if the mail service itself refused it.
            NotificationState.Sending => next is NotificationState.Sending or NotificationState.Pending or NotificationState.Accepted or NotificationState.Uncertain or NotificationState.Failed,
            NotificationState.Accepted or NotificationState.Uncertain => next > NotificationState.Skipped,
            // An operator retries it after the cause is fixed.
            NotificationState.Failed => next is NotificationState.Pending,
            // Reports come in any order. The highest one counts, so that every order ends in the same state.
            NotificationState.Delivered or NotificationState.Bounced or NotificationState.Suppressed or NotificationState.Quarantined
                or NotificationState.FilteredSpam or NotificationState.NotDelivered => next > state && next.IsUndelivered,
            NotificationState.Carried or NotificationState.Skipped or NotificationState.Expired => false,
        };
    }
}
