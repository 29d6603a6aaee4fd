namespace AccessReview.App.Notifications;

/// <summary>Says whether a channel beside mail is connected here. Its folder adds one.</summary>
public sealed record ConnectedChannel(NotificationChannel Channel, bool IsConnected);
