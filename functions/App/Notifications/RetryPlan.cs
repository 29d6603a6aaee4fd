namespace AccessReview.App.Notifications;

/// <summary>
/// When to retry: 30 s, 2 min, 10 min, 1 h, 6 h, each up to 20 percent more or less, so that notifications that failed
/// together are not retried together.
/// </summary>
public static class RetryPlan
{
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>Returns the delay; null: all retries are used up.</summary>
    /// <param name="key">Determines the variation, so that a replay gets the same delay.</param>
    /// <param name="attempt">How often it had failed before.</param>
    public static TimeSpan? PauseAfter(NotificationKey key, int attempt) =>
        attempt >= 0 && attempt < Pauses.Length ? Pauses[attempt] * (0.8 + (0.4 * Share(key.DeriveOperation(attempt)))) : null;

    private static double Share(Guid guid) => BitConverter.ToUInt32(guid.ToByteArray(), 0) / (double)uint.MaxValue;
}
