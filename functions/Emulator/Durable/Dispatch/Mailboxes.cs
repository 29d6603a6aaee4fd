using System.Threading.Channels;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.Storage;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>What waits for each instance's next turn. An instance has one turn at a time; what arrives meanwhile makes the next.</summary>
internal sealed class Mailboxes(WorkInFlight work)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _boxes = new(StringComparer.Ordinal);
    private readonly Channel<string> _ready = Channel.CreateUnbounded<string>();

    /// <summary>Instances that want a turn.</summary>
    public ChannelReader<string> Ready => _ready.Reader;

    public void Deliver(HubMessage message)
    {
        lock (_gate)
        {
            if (!_boxes.TryGetValue(message.InstanceId, out var box))
                _boxes[message.InstanceId] = box = new Mailbox();
            box.Messages.Add(message);
            Call(message.InstanceId, box);
        }
    }

    /// <summary>Takes what is there; the instance is busy until <see cref="Close"/> or <see cref="PutBack"/>.</summary>
    public List<HubMessage> Open(string instanceId)
    {
        lock (_gate)
        {
            var box = _boxes[instanceId];
            var messages = box.Messages;
            box.Messages = [];
            return messages;
        }
    }

    public void Close(string instanceId)
    {
        lock (_gate)
        {
            var box = _boxes[instanceId];
            box.IsBusy = false;
            if (box.Messages.Count > 0)
            {
                Call(instanceId, box);
                return;
            }

            box.Token?.Dispose();
            _boxes.Remove(instanceId);
        }
    }

    /// <summary>Returns messages of a turn that cannot be now: they wait for a delivery or <see cref="Wake"/>, and count as rest.</summary>
    public void PutBack(string instanceId, List<HubMessage> messages)
    {
        lock (_gate)
        {
            var box = _boxes[instanceId];
            var hasMore = box.Messages.Count > 0;
            box.Messages.InsertRange(0, messages);
            box.IsBusy = false;
            if (hasMore)
            {
                Call(instanceId, box);
                return;
            }

            box.Token?.Dispose();
            box.Token = null;
        }
    }

    public void Wake(string instanceId)
    {
        lock (_gate)
        {
            if (_boxes.TryGetValue(instanceId, out var box))
                Call(instanceId, box);
        }
    }

    private void Call(string instanceId, Mailbox box)
    {
        if (box.IsBusy)
            return;
        box.IsBusy = true;
        box.Token ??= work.Begin();
        _ready.Writer.TryWrite(instanceId);
    }

    private sealed class Mailbox
    {
        public List<HubMessage> Messages { get; set; } = [];

        public bool IsBusy { get; set; }

        /// <summary>Says that somebody still has to act on the messages.</summary>
        public IDisposable? Token { get; set; }
    }
}
