namespace AccessReview.Domain.Notifications;

/// <summary>
/// Names a channel of notifications, in camelCase. All code except the channel's own folder knows the channel only by this key.
/// </summary>
public readonly record struct ChannelKey(string Value)
{
    /// <summary>The only channel with timings. Every other one is on or off, and its notifications are sent immediately.</summary>
    public static ChannelKey Mail { get; } = new("mail");

    public override string ToString() => Value;
}
