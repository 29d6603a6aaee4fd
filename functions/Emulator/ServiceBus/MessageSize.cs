using System.Text;
using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>What a message weighs on the wire, near enough for the limits of the Standard tier.</summary>
internal static class MessageSize
{
    /// <summary>The Standard tier takes no message over 256 KB: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas.</summary>
    public const int Most = 256 * 1024;

    private const int Envelope = 64;

    public static long Of(ServiceBusMessage message) => Envelope
        + (message.Body?.ToMemory().Length ?? 0)
        + Length(message.MessageId)
        + Length(message.Subject)
        + Length(message.ContentType)
        + Length(message.CorrelationId)
        + message.ApplicationProperties.Sum(property => Length(property.Key) + Length(property.Value?.ToString()));

    private static long Length(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
