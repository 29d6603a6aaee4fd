using System.Text.Json;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <summary>The members of a topic in the API that are named after channels: true or false.</summary>
internal static class ChannelMembers
{
    public static Dictionary<string, JsonElement> Of(IEnumerable<KeyValuePair<ChannelKey, bool>> channels) =>
        channels.ToDictionary(channel => channel.Key.Value, channel => JsonSerializer.SerializeToElement(channel.Value));

    /// <summary>Returns null if there is no such member, or if it is null.</summary>
    public static bool? Read(this Dictionary<string, JsonElement>? members, ChannelKey channel) =>
        members is not null && members.TryGetValue(channel.Value, out var choice) && choice.ValueKind is JsonValueKind.True or JsonValueKind.False ? choice.GetBoolean() : null;

    /// <summary>Returns whether each member is a channel, and its value true, false or null.</summary>
    public static bool AreValid(this Dictionary<string, JsonElement>? members, IReadOnlyCollection<ChannelKey> channels) =>
        members is null || members.All(member => channels.Contains(new ChannelKey(member.Key)) && member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null);
}
