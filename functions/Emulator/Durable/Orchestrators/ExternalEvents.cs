using Microsoft.DurableTask;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>
/// Who waits for which event, and events for which nobody waits yet. Names are case-insensitive. The newest wait gets
/// the next event, as in Microsoft's SDK since 1.18; a cancelled wait gets none, which its contract promises too.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, List<IWait>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string? Input)> _unclaimed = [];

    public bool HasWaits => _waits.Values.Any(waits => waits.Count > 0);

    public Task<T> WaitFor<T>(string name, CancellationToken cancellationToken)
    {
        var waits = WaitsFor(name);
        if (waits is [.., var newest] && newest.EventType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {newest.EventType.FullName} but was requested {typeof(T).FullName}.");
        }

        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);

        var wait = new Wait<T>(converter);
        waits.Add(wait);
        cancellationToken.Register(() =>
        {
            waits.Remove(wait);
            wait.Cancel(cancellationToken);
        });

        var buffered = _unclaimed.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (buffered >= 0)
        {
            var input = _unclaimed[buffered].Input;
            _unclaimed.RemoveAt(buffered);
            Raise(name, input);
        }

        return wait.Task;
    }

    public void Raise(string name, string? input)
    {
        var waits = WaitsFor(name);
        if (waits is not [.., var newest])
        {
            _unclaimed.Add((name, input));
            return;
        }

        waits.RemoveAt(waits.Count - 1);
        newest.Complete(input);
    }

    public List<(string Name, string? Input)> TakeUnclaimed()
    {
        var unclaimed = _unclaimed.ToList();
        _unclaimed.Clear();
        return unclaimed;
    }

    private List<IWait> WaitsFor(string name)
    {
        if (!_waits.TryGetValue(name, out var waits))
            _waits[name] = waits = [];
        return waits;
    }

    private interface IWait
    {
        Type EventType { get; }

        void Complete(string? input);
    }

    private sealed class Wait<T>(DataConverter converter) : IWait
    {
        private readonly TaskCompletionSource<T> _answer = new();

        public Type EventType => typeof(T);

        public Task<T> Task => _answer.Task;

        public void Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

        public void Complete(string? input)
        {
            T? value;
            try
            {
                value = converter.Deserialize<T>(input);
            }
            // A payload of another shape belongs to the code that waits for it.
#pragma warning disable CA1031
            catch (Exception unreadable)
#pragma warning restore CA1031
            {
                _answer.TrySetException(unreadable);
                return;
            }

            // The real client hands out null for an event without a payload, whatever T says.
            _answer.TrySetResult(value!);
        }
    }
}
