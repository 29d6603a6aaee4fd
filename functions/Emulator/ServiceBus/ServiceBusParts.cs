using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

internal static class ServiceBusParts
{
    public static void AddServiceBus(this IServiceCollection services)
    {
        services.TryAddSingleton(new ServiceBusEngineOptions());
        services.AddSingleton<ServiceBusEngine>();
        services.AddSingleton(provider => new BusEndpoint(
            provider.GetRequiredService<ServiceBusEngine>(),
            new BusEndpointOptions(provider.GetRequiredService<EmulatorOptions>().ServiceBusPort),
            provider.GetRequiredService<ILogger<BusEndpoint>>()));
        services.AddSingleton<ITrigger, ServiceBusTrigger>();
        services.AddSingleton<IWorkerSettings, ServiceBusAddress>();
        services.AddSingleton<IRpcEndpoints, SettlementService.Endpoint>();
        services.AddHostedService<BusService>();
    }

    /// <summary>Serves senders from before the worker starts until after it has stopped; functions get messages in between.</summary>
    private sealed class BusService(ServiceBusEngine engine, BusEndpoint endpoint) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await engine.OpenAsync(cancellationToken);
            endpoint.Open();
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            endpoint.Dispose();
            return Task.CompletedTask;
        }
    }
}
