using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Health;

public static class HealthServices
{
    private static readonly Guid NeverSent = new("6f9d3a54-1f0e-4c8b-9b57-2f6f3f0c7a11");

    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<WaitingCount>()
        .AddSingleton<HealthSamples>()
        .AddSingleton<DependencyChecks>()
        .AddSingleton(provider => new Dependency("tables", CheckTables(provider.GetRequiredService<AppTables>())))
        .AddSingleton(provider => new Dependency("serviceBus", CheckQueue(provider.GetRequiredService<ServiceBusClient>())))
        .AddSingleton(provider => new Dependency("mail", CheckMail(provider.GetRequiredService<MailPost>())));

    private static Func<CancellationToken, Task> CheckTables(AppTables tables) =>
        async cancellationToken => await tables.Unsettled.FindRowAsync("health", "health", cancellationToken);

    private static Func<CancellationToken, Task> CheckQueue(ServiceBusClient client) => async cancellationToken =>
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue);
        await receiver.PeekMessageAsync(cancellationToken: cancellationToken);
    };

    // Queries a mail that was never sent, which costs nothing and sends nothing.
    private static Func<CancellationToken, Task> CheckMail(MailPost post) =>
        cancellationToken => post.KnowsAsync(NeverSent, cancellationToken);
}
