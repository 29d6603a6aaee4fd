namespace AccessReview.Emulator.Clock;

/// <summary>
/// Counts work in progress, so that a moved clock and a test can wait until all work is done.
/// An engine holds a token from the moment work is ready until it is finished, and takes the token of follow-up work first.
/// So the count reaches zero only when nothing is left to do.
/// </summary>
public sealed class WorkInFlight
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _idle;

    /// <summary>Takes a token; dispose it when the work is done. Disposing it twice is allowed.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
            _count++;
        return new Token(this);
    }

    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _count == 0;
        }
    }

    /// <summary>Completes when no work is in progress.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private void End()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (--_count == 0)
                (idle, _idle) = (_idle, null);
        }

        idle?.SetResult();
    }

    private sealed class Token(WorkInFlight owner) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                owner.End();
        }
    }
}
