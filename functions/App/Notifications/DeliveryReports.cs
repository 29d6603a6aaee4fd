using System.Text.Json;
using AccessReview.App.Http;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>What the mail service reports about a mail that it accepted.</summary>
/// <param name="Operation">The operation by which the mail was sent.</param>
/// <param name="State">Delivered, or why it was not.</param>
/// <param name="Recipient">The address.</param>
/// <param name="At">When the service tried to deliver it.</param>
public sealed record DeliveryReport(Guid Operation, NotificationState State, string Recipient, DateTimeOffset At);

/// <summary>
/// Applies the mail service's delivery reports. They come more than once, late, in any order, and for mails that this app does not
/// know. A failed mail leads to the recipient's next channel.
/// </summary>
public sealed partial class DeliveryReports(NotificationStore store, NotificationFallback fallback, UndeliveredNotifications undelivered, ILogger<DeliveryReports> logger)
{
    private const int MaxTries = 5;

    /// <summary>Returns false if no notification is known that was sent by this operation.</summary>
    /// <exception cref="ProblemException">Other processes kept changing the notification: 503.</exception>
    public async Task<bool> ApplyAsync(DeliveryReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await store.FindSentAsync(report.Operation, cancellationToken) is not { } notification)
            {
                Log.Unknown(logger, report.Operation, report.State);
                return false;
            }

            if (await RecordAsync(notification, report, cancellationToken) is not { } recorded)
                continue;
            // Also for a repeated report: the first one may have been interrupted.
            if (recorded.State.IsUndelivered && recorded.Reason is { } reason)
            {
                await undelivered.AddAsync(recorded, report, cancellationToken);
                await fallback.FollowAsync(recorded, reason, cancellationToken);
            }

            return true;
        }

        throw Problems.Busy();
    }

    /// <summary>Returns null if another process changed the notification meanwhile: read it again.</summary>
    private async Task<StoredNotification?> RecordAsync(StoredNotification notification, DeliveryReport report, CancellationToken cancellationToken)
    {
        // The service accepted it, but its response has not arrived yet or was lost.
        var accepted = notification.State == NotificationState.Sending
            ? notification.Become(NotificationState.Accepted) with { Mail = null, AcceptedAt = report.At }
            : notification;
        if (!accepted.State.MayBecome(report.State))
            return notification;
        var reported = accepted.Become(report.State);
        Log.Reported(logger, notification.Key.Id, report.State);
        return await store.WriteAsync(reported with { Reason = reported.State.IsUndelivered ? ReasonOf(report.State) : null }, cancellationToken);
    }

    private static string ReasonOf(NotificationState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Notification {Notification} is {State}, as the mail service reported")]
        public static partial void Reported(ILogger logger, string notification, NotificationState state);

        [LoggerMessage(LogLevel.Information, "The mail service reported {State} for operation {Operation}, which is unknown")]
        public static partial void Unknown(ILogger logger, Guid operation, NotificationState state);
    }
}
