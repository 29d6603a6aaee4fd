using AccessReview.Domain.Directory;

namespace AccessReview.App.Tasks;

/// <summary>A notification about a task that did not reach its recipient. It is kept beside the task's history.</summary>
/// <param name="Notification">The notification's id.</param>
/// <param name="Channel">The name of the channel.</param>
/// <param name="To">The recipient.</param>
/// <param name="Reason">A short code.</param>
/// <param name="Next">The name of the channel by which the recipient is notified instead; null: there is none.</param>
/// <param name="At">When the failure became known.</param>
public sealed record Undelivered(string Notification, string Channel, UserId To, string Reason, string? Next, DateTimeOffset At);
