using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>The names of channels in rows and in keys of notifications: the channel's key with a capital letter. Mail is stored as Email.</summary>
public static class StoredChannel
{
    private const string Email = "Email";

    public static string NameOf(ChannelKey channel) => channel == ChannelKey.Mail ? Email : $"{char.ToUpperInvariant(channel.Value[0])}{channel.Value[1..]}";

    public static ChannelKey Read(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name == Email ? ChannelKey.Mail : new($"{char.ToLowerInvariant(name[0])}{name[1..]}");
    }
}
