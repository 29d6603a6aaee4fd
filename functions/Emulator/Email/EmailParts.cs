using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email.Reports;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

internal static class EmailParts
{
    public static void AddEmail(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => EmailEngineOptions.Read(
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<DataFolder>().Location));
        services.AddSingleton<ReportKey>();
        services.AddSingleton<IWorkerSettings>(provider => provider.GetRequiredService<ReportKey>());
        services.AddSingleton(provider => new ReportSender(
            provider.GetRequiredService<EmulatorDatabase>(),
            provider.GetRequiredService<WorkInFlight>(),
            provider.GetRequiredService<EmailEngineOptions>().Reports,
            provider.GetRequiredService<ReportKey>(),
            () => provider.GetRequiredService<HostAddresses>().Front,
            provider.GetRequiredService<FaultLog>(),
            provider.GetRequiredService<ILogger<ReportSender>>()));
        services.AddSingleton<EmailEngine>();
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
