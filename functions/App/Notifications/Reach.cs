using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>How a user gets a notification.</summary>
/// <param name="Mail">Whether and when by mail.</param>
/// <param name="Others">The other channels.</param>
public sealed record Reach(MailTiming Mail, IReadOnlyList<ChannelKey> Others);

/// <summary>Finds out which of the planned channels reach a user now.</summary>
public sealed class ReachReader(IEnumerable<INotificationChannel> channels)
{
    private readonly INotificationChannel[] _channels = [.. channels];

    /// <summary>Users who chose only other channels get a mail if none of them reaches them yet.</summary>
    public async Task<Reach> ReadAsync(UserId user, Channels plan, CancellationToken cancellationToken)
    {
        List<ChannelKey> reaching = [];
        foreach (var channel in _channels.Where(channel => plan.On.Contains(channel.Key)))
        {
            if (await channel.ReachesAsync(user, cancellationToken))
                reaching.Add(channel.Key);
        }

        return new Reach(plan.Mail == MailTiming.Off && plan.On.Any() && reaching.Count == 0 ? MailTiming.AtOnce : plan.Mail, reaching);
    }
}
