using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>
/// A channel of notifications besides mail. The channel's folder registers it together with its <see cref="INotificationChannel"/>.
/// </summary>
/// <param name="Key">Also the channel's member in the API, and part of its setting: <c>Notifications:{key}Off</c>.</param>
/// <param name="Name">The channel's name on pages, in the reader's language.</param>
/// <param name="IsConnected">The organization has it.</param>
public sealed record ChannelDescription(ChannelKey Key, Func<string> Name, bool IsConnected)
{
    /// <summary>It is on until the organization or the user turns it off.</summary>
    public bool IsOnByDefault { get; init; } = true;
}
