namespace AccessReview.App.Notifications;

/// <summary>Whether a channel besides mail is connected. The channel's folder registers it.</summary>
public sealed record ConnectedChannel(NotificationChannel Channel, bool IsConnected);
