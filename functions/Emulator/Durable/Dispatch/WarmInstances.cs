namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Idle instances kept in memory; the longest idle is dropped first. A caller that takes one owns it until it is put back.</summary>
internal sealed class WarmInstances(DurableOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<HubInstance>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<HubInstance> _byAge = new();

    public HubInstance? Take(string instanceId)
    {
        lock (_gate)
        {
            if (!_byId.Remove(instanceId, out var node))
                return null;
            _byAge.Remove(node);
            return node.Value;
        }
    }

    public void Put(HubInstance instance)
    {
        lock (_gate)
        {
            _byId[instance.Id] = _byAge.AddLast(instance);
            if (_byId.Count <= options.MaxWarmInstances || _byAge.First is not { } oldest)
                return;
            _byAge.RemoveFirst();
            _byId.Remove(oldest.Value.Id);
        }
    }
}
