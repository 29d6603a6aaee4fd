using System.Net.Sockets;

namespace AccessReview.Emulator.Host;

/// <summary>A worker's process and its stream.</summary>
internal sealed class RunningWorker(IWorkerProcess process, WorkerChannel channel)
{
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(20);

    private WorkerDescription? _description;

    public IWorkerProcess Process => process;

    public WorkerChannel Channel => channel;

    /// <summary>Known after it is ready.</summary>
    public WorkerDescription Description => _description ?? throw new InvalidOperationException("The worker is not ready.");

    /// <summary>Completes when the process or the stream has ended.</summary>
    public Task Gone => Task.WhenAny(process.Exited, channel.Ended);

    /// <summary>Why it ended, as far as the host knows.</summary>
    public string LastError => process.LastError ?? "its connection broke";

    /// <exception cref="EmulatorRefusedException">It ended or did not respond.</exception>
    public async Task<RunningWorker> ReadyAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var first = Task.WhenAny(channel.Ready, process.Exited);
        try
        {
            await first.WaitAsync(options.StartTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new EmulatorRefusedException($"The worker {options.AppAssembly} was not ready within {options.StartTimeout}; see what it printed.");
        }

        if (!channel.Ready.IsCompleted)
            throw new EmulatorRefusedException($"The worker {options.AppAssembly} ended before it was ready: {LastError}");
        _description = await channel.Ready;
        if (_description.HttpUri is { } http)
            await ListeningAsync(http, cancellationToken);
        return this;
    }

    // The worker's HTTP server and its stream start concurrently, so it can be ready a moment before it listens.
    private async Task ListeningAsync(Uri http, CancellationToken cancellationToken)
    {
        while (!Gone.IsCompleted)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(http.Host, http.Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(Probe, cancellationToken);
            }
        }
    }
}
