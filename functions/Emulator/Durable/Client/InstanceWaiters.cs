using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Client;

/// <summary>Clients that wait until an instance has started or completed.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);

    /// <summary>Waits for <paramref name="isReached"/>. Calls <paramref name="read"/> after it listens, so that no change is missed.</summary>
    /// <param name="isReached">Gets null where there is no such instance, or not yet.</param>
    public async Task<P.OrchestrationState?> WaitAsync(
        string instanceId,
        Func<P.OrchestrationState?, bool> isReached,
        Func<P.OrchestrationState?> read,
        CancellationToken cancellationToken)
    {
        var waiter = new Waiter(isReached, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out var waiters))
                _waiters[instanceId] = waiters = [];
            waiters.Add(waiter);
        }

        try
        {
            var current = read();
            return isReached(current) ? current : await waiter.Reached.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Forget(instanceId, waiter);
        }
    }

    public void Notify(P.OrchestrationState state)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(state.InstanceId, out var waiters))
                return;
            foreach (var waiter in waiters.Where(waiter => waiter.IsReached(state)))
                waiter.Reached.TrySetResult(state);
        }
    }

    private void Forget(string instanceId, Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(instanceId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
                _waiters.Remove(instanceId);
        }
    }

    private sealed record Waiter(Func<P.OrchestrationState?, bool> IsReached, TaskCompletionSource<P.OrchestrationState> Reached);
}
