namespace AccessReview.App.Notifications;

/// <summary>When to try again what failed: 30 s, 2 min, 10 min, 1 h, 6 h, each up to a fifth more or less, so that what failed together does not come back together.</summary>
public static class RetryPlan
{
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>Null when it was tried often enough.</summary>
    /// <param name="key">Decides the share, so that a repeat decides alike.</param>
    /// <param name="attempt">How often it had failed before this time.</param>
    public static TimeSpan? PauseAfter(NotificationKey key, int attempt) =>
        attempt >= 0 && attempt < Pauses.Length ? Pauses[attempt] * (0.8 + (0.4 * Share(key.OperationOf(attempt)))) : null;

    private static double Share(Guid guid) => BitConverter.ToUInt32(guid.ToByteArray(), 0) / (double)uint.MaxValue;
}
