using AccessReview.App.Configuration;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

[assembly: ApiTag("Slack", "Slack", "Which Slack user is which person.")]

namespace AccessReview.App.Slack;

public static class SlackServices
{
    /// <summary>Adds Slack. Without a bot token the services exist but do nothing.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<SlackOptions>(configuration.GetSection(SlackOptions.Section), options => options.Fault());
        // The client lives as long as the process. Its connections do not, so that a DNS change is noticed.
        services.AddHttpClient<SlackClient>(http => http.Timeout = SlackClient.Timeout)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        return services
            .AddSingleton(SlackTable.Rows)
            .AddSingleton(provider => SlackDescription.Of(provider.GetRequiredService<IOptions<SlackOptions>>().Value))
            .AddSingleton<SlackMembers>()
            .AddSingleton<SlackRateLimiter>()
            .AddSingleton<SlackBurstLimiter>()
            .AddSingleton<SlackPosts>()
            .AddScoped<INotificationChannel, SlackChannel>()
            .AddScoped<SlackRefresh>()
            .AddScoped<SlackBatches>()
            .AddSingleton<SlackThreads>()
            .AddScoped<IEffectHandler, SlackOutbox>()
            .AddSingleton<SlackReplays>()
            .AddSingleton<SlackInbox>()
            .AddScoped<SlackPeople>()
            .AddSingleton<SlackReplies>()
            .AddScoped<SlackDecisions>()
            .AddScoped<SlackQuestions>()
            .AddScoped<SlackComments>();
    }
}
