using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// The messages of one queue that wait for delivery, oldest first; an abandoned message is delivered first. They count as work
/// in progress only while a function listens, because otherwise a moved clock would wait forever.
/// </summary>
internal sealed class ReadyQueue(WorkInFlight work)
{
    private readonly Lock _gate = new();
    private readonly SortedList<long, IDisposable?> _waiting = [];
    private TaskCompletionSource _arrival = NewArrival();
    private Action? _listener;

    public DeliveryFaults? Faults { get; set; }

    /// <summary>Completes when a message arrives. Get it before checking for messages, so that no arrival is missed.</summary>
    public Task Arrival
    {
        get
        {
            lock (_gate)
                return _arrival.Task;
        }
    }

    public void Add(long sequence)
    {
        TaskCompletionSource arrived;
        Action? listener;
        lock (_gate)
        {
            listener = _listener;
            if (_waiting.TryAdd(sequence, null) && listener is not null)
                _waiting[sequence] = work.Begin();
            (arrived, _arrival) = (_arrival, NewArrival());
        }

        arrived.TrySetResult();
        listener?.Invoke();
    }

    public List<ReadyMessage> Take(int max)
    {
        List<ReadyMessage> taken = [];
        lock (_gate)
        {
            while (taken.Count < max && _waiting.Count > 0)
            {
                var index = Faults?.Next(_waiting.Count) ?? 0;
                taken.Add(new ReadyMessage(_waiting.GetKeyAtIndex(index), _waiting.GetValueAtIndex(index)));
                _waiting.RemoveAt(index);
            }
        }

        return taken;
    }

    /// <summary>From now on a function listens and is notified of each arrival.</summary>
    public void Listen(Action listener)
    {
        lock (_gate)
        {
            _listener = listener;
            foreach (var sequence in _waiting.Keys.ToList())
                _waiting[sequence] ??= work.Begin();
        }

        listener();
    }

    public void StopListening()
    {
        lock (_gate)
        {
            _listener = null;
            foreach (var sequence in _waiting.Keys.ToList())
            {
                _waiting[sequence]?.Dispose();
                _waiting[sequence] = null;
            }
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
