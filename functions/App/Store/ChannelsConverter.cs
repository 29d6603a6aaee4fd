using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Store;

/// <summary>The JSON of a topic's channels: mail with its timing, then each other channel by its key, as true or false.</summary>
internal sealed class ChannelsConverter : JsonConverter<Channels>
{
    public override Channels Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } members || !members.TryGetProperty(ChannelKey.Mail.Value, out var mail))
            throw new JsonException("Channels are an object with the member mail.");
        return new Channels(mail.Deserialize<MailTiming>(options), members.EnumerateObject().Where(IsOther).ToDictionary(member => new ChannelKey(member.Name), member => member.Value.GetBoolean()));
    }

    public override void Write(Utf8JsonWriter writer, Channels value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(ChannelKey.Mail.Value);
        JsonSerializer.Serialize(writer, value.Mail, options);
        foreach (var (channel, isOn) in value.Others)
            writer.WriteBoolean(channel.Value, isOn);
        writer.WriteEndObject();
    }

    private static bool IsOther(JsonProperty member) => member.Name != ChannelKey.Mail.Value && member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
