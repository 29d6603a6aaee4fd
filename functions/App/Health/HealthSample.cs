namespace AccessReview.App.Health;

/// <summary>The amount of notifications at one moment.</summary>
/// <param name="At">The start of the half hour in which it was taken.</param>
/// <param name="Waiting">Notifications in the queue, waiting or scheduled; null: the queue did not answer.</param>
/// <param name="IsMore">More are waiting than were counted.</param>
/// <param name="Sent">Mails that the mail service accepted since the sample before.</param>
public sealed record HealthSample(DateTimeOffset At, int? Waiting, bool IsMore, int Sent);
