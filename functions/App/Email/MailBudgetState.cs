namespace AccessReview.App.Email;

/// <summary>What may be sent now, and the rate in the long run.</summary>
/// <param name="PerMinute">0: no limit.</param>
/// <param name="PerHour">0: no limit.</param>
/// <param name="FreeNow">How many mails of usual priority may be sent at once; null: no limit.</param>
/// <param name="BlockedUntil">The mail service accepts no mails until then.</param>
/// <param name="LineEndsAt">When the last waiting mail may be sent.</param>
/// <param name="Interval">The time between two mails when many wait.</param>
public sealed record MailBudgetState(int PerMinute, int PerHour, int? FreeNow, DateTimeOffset? BlockedUntil, DateTimeOffset? LineEndsAt, TimeSpan Interval)
{
    public bool IsLimited => Interval > TimeSpan.Zero;

    public TimeSpan TimeFor(int mails) => Interval * mails;
}
