using AccessReview.App.Notifications;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

public static class SlackServices
{
    /// <summary>Slack, where the settings name a bot; else all of it is there and does nothing.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SlackOptions>().Bind(configuration.GetSection(SlackOptions.Section)).ValidateOnStart();
        // Kept for as long as the process lives; its connections are not, so that a moved address is noticed.
        services.AddHttpClient<SlackClient>(http => http.Timeout = SlackClient.Timeout)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        return services
            .AddSingleton<IValidateOptions<SlackOptions>, Check>()
            .AddSingleton(provider => new ConnectedChannel(NotificationChannel.Slack, provider.GetRequiredService<IOptions<SlackOptions>>().Value.IsEnabled))
            .AddSingleton<SlackMembers>()
            .AddSingleton<SlackRateLimiter>()
            .AddSingleton<SlackBurstLimiter>()
            .AddSingleton<SlackPosts>()
            .AddSingleton<INotificationChannel, SlackChannel>()
            .AddSingleton<SlackRefresh>()
            .AddSingleton<SlackThreads>()
            .AddSingleton<IEffectHandler, SlackOutbox>()
            .AddSingleton<SlackReplays>()
            .AddSingleton<SlackInbox>()
            .AddSingleton<SlackPeople>()
            .AddSingleton<SlackReplies>()
            .AddSingleton<SlackDecisions>()
            .AddSingleton<SlackComments>();
    }

    private sealed class Check : IValidateOptions<SlackOptions>
    {
        public ValidateOptionsResult Validate(string? name, SlackOptions options) =>
            options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
