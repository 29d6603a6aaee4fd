namespace AccessReview.App.Notifications;

/// <summary>How a notification is sent. Each channel has its own record.</summary>
public enum NotificationChannel
{
    Email,
    Slack,
}
