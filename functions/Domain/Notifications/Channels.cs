namespace AccessReview.Domain.Notifications;

/// <summary>When a mail goes.</summary>
public enum MailTiming
{
    AtOnce,

    /// <summary>In one mail a day, with all else that waits.</summary>
    Digest,
    Off,
}

/// <summary>How somebody is told: by mail at once, by the day's digest, by Slack, or not at all.</summary>
/// <param name="Mail">When the mail goes.</param>
/// <param name="Slack">Slack is always at once.</param>
public sealed record Channels(MailTiming Mail, bool Slack);
