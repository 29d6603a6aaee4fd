using System.Text.Json;

namespace AccessReview.Emulator.Email.Reports;

/// <summary>A report about one recipient of a mail, until the app has accepted it.</summary>
/// <param name="Id">The event's id. A repeated event has the same.</param>
/// <param name="OperationId">The operation by which the mail was sent.</param>
/// <param name="Status">As in <see cref="MailDelivery"/>.</param>
internal sealed record DeliveryReport(string Id, string OperationId, string Sender, string Recipient, string Status, DateTimeOffset At)
{
    public const string EventType = "Microsoft.Communication.EmailDeliveryReportReceived";

    /// <summary>
    /// The body in Event Grid's schema
    /// (https://learn.microsoft.com/azure/event-grid/communication-services-email-events).
    /// </summary>
    public byte[] ToEvents() => JsonSerializer.SerializeToUtf8Bytes(new[]
    {
        new
        {
            id = Id,
            topic = "/subscriptions/emulator/resourceGroups/emulator/providers/Microsoft.Communication/CommunicationServices/emulator",
            subject = $"sender/{Sender}/message/{OperationId}",
            data = new
            {
                sender = Sender,
                recipient = Recipient,
                messageId = OperationId,
                status = Status,
                deliveryStatusDetails = new { statusMessage = "The emulator was told so." },
                deliveryAttemptTimestamp = At,
            },
            eventType = EventType,
            dataVersion = "1.0",
            metadataVersion = "1",
            eventTime = At,
        },
    });
}
