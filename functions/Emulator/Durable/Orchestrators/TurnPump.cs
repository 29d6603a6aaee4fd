namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>
/// The one thread an orchestrator may run on: whoever runs the turn. Continuations of the context's tasks run here and
/// now; anything that comes from elsewhere (a real delay, I/O, another thread) has no place in history and is refused.
/// </summary>
internal sealed class TurnPump : SynchronizationContext
{
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks "
        + "in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private int _thread;

    /// <summary>A task that is not the context's has ended while the orchestrator awaited it.</summary>
    public bool WasTrespassed { get; private set; }

    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    public void Run(Action step)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            step();
            while (_posted.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            _posted.Enqueue((d, state));
        else
            WasTrespassed = true;
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public void EnsureCurrent()
    {
        if (!IsCurrent)
            throw new InvalidOperationException(IllegalAwait);
    }
}
