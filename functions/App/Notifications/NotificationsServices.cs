using AccessReview.App.Tasks.Effects;
using Azure.Core;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

public static class NotificationsServices
{
    /// <summary>
    /// The queue by <c>ServiceBus</c> (a connection string, for one machine) or <c>ServiceBus:fullyQualifiedNamespace</c>
    /// (managed identity, for the cloud). The trigger's Connection uses the same names.
    /// </summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationsOptions>()
            .Bind(configuration.GetSection(NotificationsOptions.Section))
            .Configure<IEnumerable<ChannelDescription>>((options, channels) =>
            {
                foreach (var channel in channels)
                    options.ChannelOff[channel.Key] = configuration[$"{NotificationsOptions.Section}:{channel.Key}Off"] ?? "";
            })
            .ValidateDataAnnotations()
            .Validate(options => options.NamesTopicsOnly(), "Notifications: valid topics are assigned, reminder, lastReminder, escalated, ended and comment, separated by commas.")
            .Validate(options => options.IsConsistent(), "Notifications: a topic cannot be both in the digest and off.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<NotificationsOptions>>().Value.ToOrganization([.. provider.GetServices<ChannelDescription>()]));
        services.TryAddSingleton(provider => Connect(configuration.GetSection("ServiceBus"), provider));
        return services
            .AddSingleton<NotificationStore>()
            .AddSingleton<NotificationQueue>()
            .AddSingleton<NotificationBacklog>()
            .AddSingleton<QueueLength>()
            .AddScoped<DeadLetters>()
            .AddSingleton<Recipients>()
            .AddSingleton<PendingItems>()
            .AddSingleton<NotificationBatch>()
            .AddScoped<TodaysTasks>()
            .AddScoped<BatchReader>()
            .AddScoped<SummaryReader>()
            .AddSingleton<DigestTasks>()
            .AddScoped<DigestComments>()
            .AddScoped<CommentReachReader>()
            .AddScoped<ReachReader>()
            .AddScoped<DigestReaders>()
            .AddScoped<NotificationOutbox>()
            .AddScoped<IEffectHandler>(provider => provider.GetRequiredService<NotificationOutbox>())
            .AddScoped<INotificationChannel, MailChannel>()
            .AddScoped<Mailer>()
            .AddScoped<TaskMailReader>()
            .AddScoped<NotificationMails>()
            .AddScoped<SummaryMails>()
            .AddScoped<UndeliveredNotifications>()
            .AddScoped<NotificationFallback>()
            .AddScoped<DeliveryReports>()
            .AddScoped<NotificationDelivery>();
    }

    private static ServiceBusClient Connect(IConfigurationSection settings, IServiceProvider provider)
    {
        if (settings["fullyQualifiedNamespace"] is { Length: > 0 } address)
            return new ServiceBusClient(address, provider.GetRequiredService<TokenCredential>());
        return settings.Value is { Length: > 0 } connection
            ? new ServiceBusClient(connection)
            : throw new InvalidOperationException("Set ServiceBus to a connection string, or ServiceBus__fullyQualifiedNamespace to the namespace's host name.");
    }
}
