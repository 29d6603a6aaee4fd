using System.Threading.Channels;
using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>What waits for each instance's next turn. An instance has one turn at a time; what comes meanwhile makes the next.</summary>
internal sealed class Mailboxes(WorkInFlight work)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _boxes = new(StringComparer.Ordinal);
    private readonly Channel<string> _ready = Channel.CreateUnbounded<string>();

    /// <summary>Instances that want a turn.</summary>
    public ChannelReader<string> Ready => _ready.Reader;

    public void Deliver(Message message)
    {
        lock (_gate)
        {
            var box = BoxOf(message.InstanceId);
            // The token goes with the work and ends with it.
#pragma warning disable CA2000
            box.Letters.Add(new Letter(message, work.Begin()));
#pragma warning restore CA2000
            Call(message.InstanceId, box);
        }
    }

    /// <summary>Takes what is there; the instance is busy until <see cref="Close"/> or <see cref="PutAside"/>.</summary>
    public List<Letter> Open(string instanceId)
    {
        lock (_gate)
        {
            var box = BoxOf(instanceId);
            var letters = box.Letters;
            box.Letters = [];
            return letters;
        }
    }

    public void Close(string instanceId)
    {
        lock (_gate)
        {
            var box = BoxOf(instanceId);
            box.IsBusy = false;
            if (box.Letters.Count > 0)
                Call(instanceId, box);
            else
                _boxes.Remove(instanceId);
        }
    }

    /// <summary>Gives letters back, for a turn that cannot be now: they wait for the next delivery or <see cref="Wake"/>, and count as rest.</summary>
    /// <param name="then">Done before they count as rest: arms the wake, say.</param>
    public void PutAside(string instanceId, List<Letter> letters, Action? then = null)
    {
        lock (_gate)
        {
            var box = BoxOf(instanceId);
            var hasMore = box.Letters.Count > 0;
            box.Letters.InsertRange(0, letters);
            box.IsBusy = false;
            if (hasMore)
                Call(instanceId, box);
        }

        then?.Invoke();
        foreach (var letter in letters)
            letter.Token.Dispose();
    }

    public void Wake(string instanceId)
    {
        lock (_gate)
        {
            if (!_boxes.TryGetValue(instanceId, out var box))
                return;
            // What was put aside is work again.
            box.Letters = box.Letters.ConvertAll(letter =>
            {
                var awake = letter with { Token = work.Begin() };
                letter.Token.Dispose();
                return awake;
            });
            Call(instanceId, box);
        }
    }

    private void Call(string instanceId, Mailbox box)
    {
        if (box.IsBusy)
            return;
        box.IsBusy = true;
        _ready.Writer.TryWrite(instanceId);
    }

    private Mailbox BoxOf(string instanceId)
    {
        if (!_boxes.TryGetValue(instanceId, out var box))
            _boxes[instanceId] = box = new Mailbox();
        return box;
    }

    private sealed class Mailbox
    {
        public List<Letter> Letters { get; set; } = [];

        public bool IsBusy { get; set; }
    }
}

/// <summary>A message with the token that says that somebody still has to act on it.</summary>
internal sealed record Letter(Message Message, IDisposable Token);
