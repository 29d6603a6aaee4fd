using System.Threading.Channels;

namespace AccessReview.Emulator.Faults;

/// <summary>
/// Does stored work: at the start, when there is more, and again after a failure, with growing pauses. A stop leaves the rest in
/// its rows for the next start. The pauses are in real time, because other programs do not use the emulator's clock.
/// </summary>
internal sealed class RetryLoop(Backoff backoff) : IDisposable
{
    private readonly Channel<IDisposable?> _signals = Channel.CreateUnbounded<IDisposable?>();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Whether a signal ends the pause after a failure.</summary>
    public bool IsWokenInPauses { get; init; }

    /// <param name="work">Does all work and returns false if some is left. It throws only when it is cancelled.</param>
    public void Start(Func<CancellationToken, Task<bool>> work) => _running = Task.Run(() => RunAsync(work));

    /// <summary>There is more work.</summary>
    /// <param name="token">Disposed after the first attempt.</param>
    public void Wake(IDisposable? token = null) => _signals.Writer.TryWrite(token);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(Func<CancellationToken, Task<bool>> work)
    {
        try
        {
            while (true)
                await WaitAsync(await WorkAsync(work));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The rest is done after the next start.
        }
    }

    private async Task<bool> WorkAsync(Func<CancellationToken, Task<bool>> work)
    {
        List<IDisposable?> tokens = [];
        while (_signals.Reader.TryRead(out var token))
            tokens.Add(token);
        try
        {
            return await work(_stopping.Token);
        }
        finally
        {
            tokens.ForEach(token => token?.Dispose());
        }
    }

    private async Task WaitAsync(bool isDone)
    {
        if (isDone)
        {
            backoff.Reset();
            await _signals.Reader.WaitToReadAsync(_stopping.Token);
            return;
        }

        using var pause = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        pause.CancelAfter(backoff.Next());
        try
        {
            await (IsWokenInPauses ? _signals.Reader.WaitToReadAsync(pause.Token).AsTask() : Task.Delay(Timeout.Infinite, pause.Token));
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            // The pause is over.
        }
    }
}
