using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.ServiceBus;
using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>Starts the engines before the app's own services, the triggers after them, and stops them the other way round.</summary>
internal sealed partial class EmulatorService(
    TablesEndpoint tables,
    EmailEngine email,
    ServiceBusEngine serviceBus,
    DurableEngine durable,
    DevelopmentSettings development,
    TimerTriggers timers,
    EmulatorHandle handle,
    ILogger<EmulatorService> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await tables.StartAsync(cancellationToken);
            await email.StartAsync(cancellationToken);
            await durable.StartAsync(cancellationToken);
            ServiceBusNamespaces.Add(development.Namespace, serviceBus);
            await serviceBus.OpenAsync(cancellationToken);
        }
        catch (StorageException fault)
        {
            throw new EmulatorRefusedException(fault.Message, fault);
        }
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        // Messages of an earlier process find the app's own services up.
        await serviceBus.StartAsync(cancellationToken);
        await timers.StartAsync(cancellationToken);
        Log.Started(logger, handle.Address, new Uri(handle.Address, "/emulator"), handle.DataPath);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => StopAsync(timers.StopAsync, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StopAsync(serviceBus.StopAsync, cancellationToken);
        await StopAsync(durable.StopAsync, cancellationToken);
        await StopAsync(email.StopAsync, cancellationToken);
        ServiceBusNamespaces.Remove(development.Namespace);
        await StopAsync(tables.StopAsync, cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopAsync(Func<CancellationToken, Task> stop, CancellationToken cancellationToken)
    {
        try
        {
            await stop(cancellationToken);
        }
        // The host's shutdown timeout is over: what still runs is done again after the next start.
        catch (OperationCanceledException)
        {
            Log.CutShort(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Functions answer on {Address}; the emulator's pages are on {Pages}; everything is kept in {DataPath}")]
        public static partial void Started(ILogger logger, Uri address, Uri pages, string dataPath);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Some work did not end in time; it is done again after the next start")]
        public static partial void CutShort(ILogger logger);
    }
}
