namespace AccessReview.App.Notifications;

/// <summary>The way that a notification goes; each is on record by itself.</summary>
public enum NotificationChannel
{
    Email,
    Slack,
}
