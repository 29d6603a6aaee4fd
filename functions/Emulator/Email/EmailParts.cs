using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

internal static class EmailParts
{
    public static void AddEmail(this IServiceCollection services)
    {
        services.AddEmailEngine();
        services.AddSingleton(provider => new EmailEndpoint(
            provider.GetRequiredService<EmailEngine>(),
            provider.GetRequiredService<EmulatorOptions>().EmailPort,
            provider.GetRequiredService<ILogger<EmailEndpoint>>()));
        services.AddSingleton<IWorkerSettings, EmailSettings>();
        services.AddHostedService<MailService>();
    }

    private sealed class MailService(EmailEngine engine, EmailEndpoint endpoint) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await engine.StartAsync(cancellationToken);
            await endpoint.StartAsync(cancellationToken);
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await endpoint.StopAsync(cancellationToken);
            await engine.StopAsync(cancellationToken);
        }
    }
}
