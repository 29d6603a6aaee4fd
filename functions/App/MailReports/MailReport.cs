using AccessReview.App.Notifications;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Azure.Messaging.EventGrid.SystemEvents;

namespace AccessReview.App.MailReports;

/// <summary>What an event says.</summary>
public abstract record MailReport
{
    private MailReport()
    {
    }

    /// <summary>The handshake of a new subscription: return the code.</summary>
    public sealed record Handshake(string Code) : MailReport;

    public sealed record Delivery(DeliveryReport Report) : MailReport;

    /// <summary>An event that leads to nothing, for example of another type.</summary>
    public sealed record Ignored(string Why) : MailReport;

    /// <summary>A delivery report or a handshake that cannot be read.</summary>
    public sealed record Malformed(string Why) : MailReport;

    public static MailReport Of(EventGridEvent sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return sent.TryGetSystemEventData(out var data) ? Of(data, sent.EventTime) : WithoutData(sent.EventType);
    }

    public static MailReport Of(CloudEvent sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return sent.TryGetSystemEventData(out var data) ? Of(data, sent.Time ?? default) : WithoutData(sent.Type);
    }

    /// <summary>Events of other types are ignored.</summary>
    private static MailReport WithoutData(string type) =>
        type is SystemEventNames.AcsEmailDeliveryReportReceived or SystemEventNames.EventGridSubscriptionValidation ? new Malformed("data") : new Ignored(type);

    private static MailReport Of(object? data, DateTimeOffset at) => data switch
    {
        null => new Malformed("data"),
        SubscriptionValidationEventData { ValidationCode: { Length: > 0 } code } => new Handshake(code),
        SubscriptionValidationEventData => new Malformed("validationCode"),
        AcsEmailDeliveryReportReceivedEventData report => Of(report, at),
        _ => new Ignored(data.GetType().Name),
    };

    private static MailReport Of(AcsEmailDeliveryReportReceivedEventData report, DateTimeOffset at)
    {
        if (!Guid.TryParse(report.MessageId, out var operation))
            return new Malformed("messageId");
        if (report.Status?.ToString() is not { Length: > 0 } status)
            return new Malformed("status");
        return StateOf(status) is { } state
            ? new Delivery(new DeliveryReport(operation, state, report.Recipient ?? "", report.DeliveryAttemptTimestamp ?? at))
            : new Ignored(status);
    }

    /// <summary>Returns null for a status that ends nothing: Expanded says that a mailing list's members get it.</summary>
    private static NotificationState? StateOf(string status) => status switch
    {
        "Delivered" => NotificationState.Delivered,
        "Bounced" => NotificationState.Bounced,
        "Suppressed" => NotificationState.Suppressed,
        "Quarantined" => NotificationState.Quarantined,
        "FilteredSpam" => NotificationState.FilteredSpam,
        "Failed" => NotificationState.NotDelivered,
        _ => null,
    };
}
