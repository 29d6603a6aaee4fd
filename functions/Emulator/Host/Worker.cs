using System.Collections.Concurrent;
using AccessReview.Emulator.Faults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>Starts and monitors the app's worker, and restarts it after growing pauses if it ends unexpectedly.</summary>
internal sealed partial class Worker(FunctionsHostOptions options, IWorkerLauncher launcher, IHostApplicationLifetime host, WorkerLogs logs, ILogger<Worker> logger) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, WorkerChannel> _channels = new();
    private readonly CancellationTokenSource _stopping = new();
    private volatile TaskCompletionSource<RunningWorker> _current = New();
    private Task _watching = Task.CompletedTask;

    /// <summary>The worker that is ready; null: none.</summary>
    public RunningWorker? Current => _current.Task is { IsCompletedSuccessfully: true } ready ? ready.Result : null;

    /// <summary>Completes when a worker is ready.</summary>
    public Task<RunningWorker> WhenUpAsync(CancellationToken cancellationToken) => _current.Task.WaitAsync(cancellationToken);

    /// <summary>Returns the channel of a worker that this host started; otherwise null.</summary>
    public WorkerChannel? Expected(string workerId) => _channels.GetValueOrDefault(workerId);

    /// <exception cref="EmulatorRefusedException">It cannot start; the message says why.</exception>
    public async Task<WorkerDescription> StartAsync(CancellationToken cancellationToken)
    {
        var running = await LaunchAsync(cancellationToken);
        _current.SetResult(running);
        _watching = WatchAsync(running);
        return running.Description;
    }

    /// <summary>Stops the worker; ends it after ten seconds if it has not stopped.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task WatchAsync(RunningWorker running)
    {
        var pauses = new Backoff { First = options.RestartPause };
        while (true)
        {
            var upSince = TimeProvider.System.GetTimestamp();
            var stop = running.Gone.WaitAsync(_stopping.Token);
            await stop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                await StopAsync(running);
                return;
            }

            _current = New();
            await EndAsync(running);
            if (!launcher.CanRestart)
            {
                host.StopApplication();
                return;
            }

            Log.ProcessEnded(logger, running.Process.Id, running.LastError);
            if (TimeProvider.System.GetElapsedTime(upSince) > pauses.Longest)
                pauses.Reset();
            if (await RelaunchAsync(pauses) is not { } next)
                return;
            running = next;
            _current.SetResult(running);
        }
    }

    private async Task<RunningWorker?> RelaunchAsync(Backoff pauses)
    {
        while (true)
        {
            try
            {
                await Task.Delay(pauses.Next(), _stopping.Token);
                var running = await LaunchAsync(_stopping.Token);
                Log.Restarted(logger, running.Process.Id);
                return running;
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (EmulatorRefusedException refused)
            {
                Log.NotRestarted(logger, refused.Message);
            }
        }
    }

    private async Task<RunningWorker> LaunchAsync(CancellationToken cancellationToken)
    {
        var channel = new WorkerChannel(options.Folder, logs);
        _channels[channel.WorkerId] = channel;
        RunningWorker? starting = null;
        try
        {
            starting = new RunningWorker(launcher.Start(channel.WorkerId), channel);
            return await starting.ReadyAsync(options, cancellationToken);
        }
        catch
        {
            _channels.TryRemove(channel.WorkerId, out _);
            if (starting is not null)
                await EndAsync(starting);
            throw;
        }
    }

    private async Task StopAsync(RunningWorker running)
    {
        running.Channel.Terminate();
        await running.Process.Exited.WaitAsync(StopTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.Process.Exited.IsCompleted)
            Log.Killed(logger, running.Process.Id, StopTimeout);
        await EndAsync(running);
    }

    private async Task EndAsync(RunningWorker running)
    {
        _channels.TryRemove(running.Channel.WorkerId, out _);
        running.Channel.End();
        await running.Process.DisposeAsync();
    }

    private static TaskCompletionSource<RunningWorker> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Worker process {Process} ended and will be restarted: {Why}")]
        public static partial void ProcessEnded(ILogger logger, int process, string why);

        [LoggerMessage(LogLevel.Information, "Worker restarted as process {Process}")]
        public static partial void Restarted(ILogger logger, int process);

        [LoggerMessage(LogLevel.Error, "The worker could not be restarted: {Why}")]
        public static partial void NotRestarted(ILogger logger, string why);

        [LoggerMessage(LogLevel.Warning, "Worker process {Process} did not stop within {Timeout} and was killed")]
        public static partial void Killed(ILogger logger, int process, TimeSpan timeout);
    }
}
