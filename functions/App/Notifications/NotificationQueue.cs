using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>Puts messages into the queue, now or later.</summary>
public sealed class NotificationQueue(ServiceBusClient client) : IAsyncDisposable
{
    private readonly ServiceBusSender _sender = client.CreateSender(NotificationMessage.Queue);

    public Task SendAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        _sender.SendMessageAsync(message.ToMessage(), cancellationToken);

    /// <summary>Puts a message into the queue again.</summary>
    /// <param name="sequence">Its former sequence number. It makes the message id new, but the same for a repeated call.</param>
    public Task SendAgainAsync(NotificationMessage message, long sequence, CancellationToken cancellationToken) =>
        _sender.SendMessageAsync(message.ToMessage($"{message.Name}@{sequence.ToString(CultureInfo.InvariantCulture)}"), cancellationToken);

    public Task ScheduleAsync(NotificationMessage message, DateTimeOffset at, CancellationToken cancellationToken) =>
        _sender.ScheduleMessageAsync(message.ToMessage(), at, cancellationToken);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
