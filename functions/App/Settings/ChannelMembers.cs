using System.Text.Json.Nodes;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <summary>The members of a topic in the API that are named after channels: true or false.</summary>
internal static class ChannelMembers
{
    public static JsonObject Of(IEnumerable<KeyValuePair<ChannelKey, bool>> channels) =>
        [.. channels.Select(channel => KeyValuePair.Create<string, JsonNode?>(channel.Key.Value, channel.Value))];

    /// <summary>Returns null if there is no such member, or if it is null.</summary>
    public static bool? Read(this JsonObject? members, ChannelKey channel) =>
        members?[channel.Value] is JsonValue value && value.TryGetValue<bool>(out var isOn) ? isOn : null;

    /// <summary>Returns whether each member is a channel, and its value true, false or null.</summary>
    public static bool AreValid(this JsonObject? members, IReadOnlyCollection<ChannelKey> channels) =>
        (members ?? []).All(member => channels.Contains(new ChannelKey(member.Key)) && (member.Value is null || members.Read(new ChannelKey(member.Key)) is not null));
}
