namespace AccessReview.App.Notifications;

/// <summary>Is Slack connected? Whoever connects it says so.</summary>
public sealed record SlackPresence(bool IsThere);
