using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>Starts the worker and then the triggers after the server listens. Stops them in reverse order before the server stops.</summary>
internal sealed partial class HostLifecycle(Worker worker, FunctionCatalog catalog, EmulatorHandle emulator, ILogger<HostLifecycle> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var description = await worker.StartAsync(cancellationToken);
        try
        {
            catalog.Add(description.Functions);
            foreach (var trigger in catalog.Triggers)
                await trigger.StartAsync(cancellationToken);
        }
        // A host that fails to start is not stopped, so the worker must be stopped here.
        catch
        {
            await worker.StopAsync();
            throw;
        }

        Log.Started(logger, emulator.Address, new Uri(emulator.Address, "/emulator"), emulator.DataPath);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(catalog.Triggers.Select(trigger => StopAsync(trigger, cancellationToken)));
        await worker.StopAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopAsync(ITrigger trigger, CancellationToken cancellationToken)
    {
        try
        {
            await trigger.StopAsync(cancellationToken);
        }
        // The host's shutdown timeout has elapsed. What still runs is done again after the next start.
        catch (OperationCanceledException)
        {
            Log.StoppedEarly(logger, trigger.BindingType);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Functions started on {Address}; emulator pages on {Pages}; data in {DataPath}")]
        public static partial void Started(ILogger logger, Uri address, Uri pages, string dataPath);

        [LoggerMessage(LogLevel.Warning, "Some functions of {Trigger} did not end in time and will run again after the next start")]
        public static partial void StoppedEarly(ILogger logger, string trigger);
    }
}
