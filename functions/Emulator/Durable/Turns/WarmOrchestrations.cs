namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Sleeping orchestrations kept in memory, the longest asleep forgotten first. Who takes one owns it until it is put back.</summary>
internal sealed class WarmOrchestrations(DurableEngineOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<LiveOrchestration>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<LiveOrchestration> _byAge = new();

    public LiveOrchestration? Take(string instanceId)
    {
        lock (_gate)
        {
            if (!_byId.Remove(instanceId, out var node))
                return null;
            _byAge.Remove(node);
            return node.Value;
        }
    }

    public void Put(LiveOrchestration live)
    {
        if (options.ReplayAlways)
            return;

        lock (_gate)
        {
            _byId[live.Instance.InstanceId] = _byAge.AddLast(live);
            if (_byId.Count <= options.MostWarmInstances || _byAge.First is not { } oldest)
                return;
            _byAge.RemoveFirst();
            _byId.Remove(oldest.Value.Instance.InstanceId);
        }
    }
}
