// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Messaging.ServiceBus;

public class CreateMessageBatchOptions
{
    public long? MaxSizeInBytes { get; set; }
}
