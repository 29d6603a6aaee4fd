using System.Text.Json;

namespace Azure.Communication.Email;

/// <summary>Reads and writes the service's JSON.</summary>
internal static class EmailJson
{
    /// <exception cref="ArgumentException">The service would refuse the mail. Microsoft's client throws before the call too.</exception>
    public static void ThrowIfInvalid(EmailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Headers.Any(header => string.IsNullOrWhiteSpace(header.Value)))
            throw new ArgumentException("Email header values cannot be empty.", nameof(message));
        if (string.IsNullOrWhiteSpace(message.Content.Html) && string.IsNullOrWhiteSpace(message.Content.PlainText))
            throw new ArgumentException("Email content must have either HTML or PlainText.", nameof(message));
        if (string.IsNullOrWhiteSpace(message.Content.Subject))
            throw new ArgumentException("Email subject cannot be empty.", nameof(message));
        if (message.Recipients.To.Count == 0)
            throw new ArgumentException("At least one recipient is required.", nameof(message));
    }

    public static byte[] Write(EmailMessage message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (message.Headers.Count > 0)
            {
                json.WriteStartObject("headers");
                foreach (var (name, value) in message.Headers)
                    json.WriteString(name, value);
                json.WriteEndObject();
            }

            json.WriteString("senderAddress", message.SenderAddress);
            json.WriteStartObject("content");
            json.WriteString("subject", message.Content.Subject);
            WriteIfAny(json, "plainText", message.Content.PlainText);
            WriteIfAny(json, "html", message.Content.Html);
            json.WriteEndObject();
            json.WriteStartObject("recipients");
            json.WriteStartArray("to");
            foreach (var address in message.Recipients.To)
            {
                json.WriteStartObject();
                json.WriteString("address", address.Address);
                WriteIfAny(json, "displayName", address.DisplayName);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            if (message.UserEngagementTrackingDisabled is { } disabled)
                json.WriteBoolean("userEngagementTrackingDisabled", disabled);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static string ReadId(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return document.RootElement.GetProperty("id").GetString() ?? throw new RequestFailedException(response);
    }

    public static EmailSendStatus ReadStatus(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return document.RootElement.GetProperty("status").GetString() ?? throw new RequestFailedException(response);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
