// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

using AccessReview.Emulator.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly Func<ServiceBusMessage, bool> _accepts;

    internal ServiceBusMessageBatch(IList<ServiceBusMessage> messages, long maxSizeInBytes, long sizeInBytes, Func<ServiceBusMessage, bool> accepts)
    {
        Messages = messages;
        MaxSizeInBytes = maxSizeInBytes;
        SizeInBytes = sizeInBytes;
        _accepts = accepts ?? (_ => true);
    }

    public int Count => Messages.Count;

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    internal IList<ServiceBusMessage> Messages { get; }

    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = MessageSize.Of(message);
        if (SizeInBytes + size > MaxSizeInBytes || !_accepts(message))
            return false;
        Messages.Add(message);
        SizeInBytes += size;
        return true;
    }

    public void Dispose() => Messages.Clear();
}
