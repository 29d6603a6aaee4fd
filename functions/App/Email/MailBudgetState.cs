namespace AccessReview.App.Email;

/// <summary>What may be sent now, and how fast in the long run.</summary>
/// <param name="PerMinute">0: no limit.</param>
/// <param name="PerHour">0: no limit.</param>
/// <param name="FreeNow">So many usual mails may go at once; null: any number.</param>
/// <param name="BlockedUntil">The mail service wants to be left alone until then.</param>
/// <param name="LineEndsAt">The last of those that wait for their turn goes then.</param>
/// <param name="Interval">Between two mails, when many wait.</param>
public sealed record MailBudgetState(int PerMinute, int PerHour, int? FreeNow, DateTimeOffset? BlockedUntil, DateTimeOffset? LineEndsAt, TimeSpan Interval)
{
    public bool IsLimited => Interval > TimeSpan.Zero;

    public TimeSpan TimeFor(int mails) => Interval * mails;
}
