using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>Puts messages into the queue, now or later.</summary>
public sealed class NotificationQueue(ServiceBusClient client) : IAsyncDisposable
{
    private readonly ServiceBusSender _sender = client.CreateSender(NotificationMessage.Queue);

    public Task SendAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        _sender.SendMessageAsync(message.ToMessage(), cancellationToken);

    public Task ScheduleAsync(NotificationMessage message, DateTimeOffset at, CancellationToken cancellationToken) =>
        _sender.ScheduleMessageAsync(message.ToMessage(), at, cancellationToken);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
