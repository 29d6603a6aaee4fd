namespace AccessReview.Emulator.Durable.Instances;

/// <summary>Clients who wait until an instance has started or ended.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);

    /// <summary>Waits until <paramref name="isReached"/>; <paramref name="read"/> is asked once one can no longer miss a change.</summary>
    public async Task<InstanceRecord> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> isReached, Func<InstanceRecord?> read, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(isReached, new TaskCompletionSource<InstanceRecord>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out var waiters))
                _waiters[instanceId] = waiters = [];
            waiters.Add(waiter);
        }

        try
        {
            var current = read() ?? throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist");
            return isReached(current) ? current : await waiter.Answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Forget(instanceId, waiter);
        }
    }

    public void Tell(InstanceRecord instance)
    {
        List<Waiter> told;
        lock (_gate)
            told = _waiters.TryGetValue(instance.InstanceId, out var waiters) ? waiters.FindAll(waiter => waiter.IsReached(instance)) : [];

        foreach (var waiter in told)
            waiter.Answer.TrySetResult(instance);
    }

    private void Forget(string instanceId, Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(instanceId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
                _waiters.Remove(instanceId);
        }
    }

    private sealed record Waiter(Func<InstanceRecord, bool> IsReached, TaskCompletionSource<InstanceRecord> Answer);
}
