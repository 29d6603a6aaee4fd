using System.Collections.Concurrent;
using AccessReview.App.Notifications;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Tests.Notifications;

/// <summary>A channel that only tests have. It reaches everybody, and each message arrives.</summary>
internal sealed class TeamsDouble(NotificationStore store, TeamsDouble.Chat chat) : INotificationChannel
{
    public static readonly ChannelKey TeamsKey = new("teams");

    public ChannelKey Key => TeamsKey;

    /// <summary>Registers it as the app registers its own channels.</summary>
    public static void AddTo(IServiceCollection services, Chat chat, bool isOnByDefault) => services
        .AddSingleton(chat)
        .AddSingleton(new ChannelDescription(TeamsKey, () => "Teams by Contoso", true) { IsOnByDefault = isOnByDefault })
        .AddScoped<INotificationChannel, TeamsDouble>();

    public Task<bool> ReachesAsync(UserId person, CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task<Delivery> DeliverAsync(StoredNotification notification, DeliveryTurn turn, CancellationToken cancellationToken)
    {
        var accepted = notification.Become(NotificationState.Sending).Become(NotificationState.Accepted);
        if (await store.WriteAsync(accepted, cancellationToken) is null)
            return new Delivery.Retry("raced");
        chat.Received.Enqueue(notification.Notice!.To.Value); // Every notification besides mails is about a task.
        return new Delivery.Done();
    }

    public Task<string?> FaultOfAsync(StoredNotification notification, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<bool> WasAcceptedAsync(StoredNotification notification, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>The recipients of the messages, in the order of arrival.</summary>
    internal sealed class Chat
    {
        public ConcurrentQueue<string> Received { get; } = [];
    }
}
