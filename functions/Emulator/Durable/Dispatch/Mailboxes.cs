using System.Threading.Channels;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.Storage;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>The messages for each instance's next turn. An instance has one turn at a time; messages that arrive meanwhile are for the next turn.</summary>
internal sealed class Mailboxes(WorkInFlight work)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _boxes = new(StringComparer.Ordinal);
    private readonly Channel<string> _ready = Channel.CreateUnbounded<string>();

    /// <summary>The ids of instances that are ready for a turn.</summary>
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

    /// <summary>Takes the messages; the instance is busy until <see cref="Close"/> or <see cref="PutBack"/>.</summary>
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

    /// <summary>Returns the messages of a turn that cannot run now. They wait for a new message or <see cref="Wake"/>, and do not count as work.</summary>
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

        /// <summary>Marks the messages as work in progress.</summary>
        public IDisposable? Token { get; set; }
    }
}
