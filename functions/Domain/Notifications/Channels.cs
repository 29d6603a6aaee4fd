namespace AccessReview.Domain.Notifications;

/// <summary>When a mail is sent.</summary>
public enum MailTiming
{
    AtOnce,

    /// <summary>In one mail a day, with all other pending items.</summary>
    Digest,
    Off,
}

/// <summary>How a user gets notifications: by mail immediately, by daily digest, by Slack, or not at all.</summary>
/// <param name="Mail">When the mail is sent.</param>
/// <param name="Slack">Slack messages are always sent immediately.</param>
public sealed record Channels(MailTiming Mail, bool Slack);
