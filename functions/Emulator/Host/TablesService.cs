using AccessReview.Emulator.Tables;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>Runs the Table service from before the worker starts until after it has stopped.</summary>
internal sealed class TablesService(TablesEndpoint endpoint) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => endpoint.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => endpoint.StopAsync(cancellationToken);
}
