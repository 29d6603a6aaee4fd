using System.Collections.Frozen;

namespace AccessReview.Domain.Notifications;

/// <summary>When a mail is sent.</summary>
public enum MailTiming
{
    AtOnce,

    /// <summary>In one mail a day, with all other pending items.</summary>
    Digest,
    Off,
}

/// <summary>How a user gets notifications: by mail immediately, by daily digest, by other channels, or not at all.</summary>
/// <param name="Mail">When the mail is sent.</param>
/// <param name="Others">Whether each other channel is on. A channel that is missing has not been chosen.</param>
public sealed record Channels(MailTiming Mail, IReadOnlyDictionary<ChannelKey, bool> Others)
{
    /// <summary>Mail without other channels.</summary>
    public Channels(MailTiming mail)
        : this(mail, FrozenDictionary<ChannelKey, bool>.Empty)
    {
    }

    /// <summary>The other channels that are on.</summary>
    public IEnumerable<ChannelKey> On => Others.Where(other => other.Value).Select(other => other.Key);

    public bool Uses(ChannelKey channel) => channel == ChannelKey.Mail ? Mail != MailTiming.Off : Others.GetValueOrDefault(channel);

    public bool Equals(Channels? other) => other is not null && Mail == other.Mail && Others.Count == other.Others.Count && !Others.Except(other.Others).Any();

    public override int GetHashCode() => HashCode.Combine(Mail, Others.Count);
}
