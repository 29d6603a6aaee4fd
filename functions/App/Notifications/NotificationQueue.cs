using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>Puts messages into the queue, now or later.</summary>
public sealed class NotificationQueue(ServiceBusClient client) : IAsyncDisposable
{
    private readonly ServiceBusSender _sender = client.CreateSender(NotificationMessage.Queue);

    public Task SendAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        _sender.SendMessageAsync(message.ToMessage(), cancellationToken);

    /// <summary>Sends what the queue has had before.</summary>
    /// <param name="sequence">The place in the queue that it had before: names it, so that it is not taken for the earlier one, yet twice is once.</param>
    public Task SendAgainAsync(NotificationMessage message, long sequence, CancellationToken cancellationToken) =>
        _sender.SendMessageAsync(message.ToMessage($"{message.Name}@{sequence.ToString(CultureInfo.InvariantCulture)}"), cancellationToken);

    public Task ScheduleAsync(NotificationMessage message, DateTimeOffset at, CancellationToken cancellationToken) =>
        _sender.ScheduleMessageAsync(message.ToMessage(), at, cancellationToken);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
