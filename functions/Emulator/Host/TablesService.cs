using AccessReview.Emulator.Tables;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>The Table service: up before the worker starts and until it has stopped.</summary>
internal sealed class TablesService(TablesEndpoint endpoint) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => endpoint.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => endpoint.StopAsync(cancellationToken);
}
