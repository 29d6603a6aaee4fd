namespace AccessReview.Domain.Notifications;

/// <summary>What became of one channel's attempt to notify a user of one thing.</summary>
public enum ChannelAttempt
{
    /// <summary>Nothing was sent by it, for example because the user has turned it off.</summary>
    None,

    /// <summary>It was sent, it is being sent, or nothing is left to say.</summary>
    Reached,

    Failed,
}

/// <summary>What to do after a notification could not be delivered.</summary>
/// <param name="Channel">The channel to use; null: none is left.</param>
/// <param name="IsNew">True: send it by the channel. False: it was sent by the channel anyway.</param>
public sealed record Fallback(ChannelKey? Channel, bool IsNew)
{
    /// <param name="usable">The channels that reach the user, the preferred one first.</param>
    /// <param name="attempts">The attempts so far, by channel. A channel without an attempt has not been used.</param>
    public static Fallback After(IReadOnlyList<ChannelKey> usable, IReadOnlyDictionary<ChannelKey, ChannelAttempt> attempts)
    {
        ChannelKey? First(ChannelAttempt wanted) => usable.Where(channel => attempts.GetValueOrDefault(channel) == wanted).Cast<ChannelKey?>().FirstOrDefault();

        return First(ChannelAttempt.Reached) is { } reached ? new(reached, false) : new(First(ChannelAttempt.None), true);
    }
}
