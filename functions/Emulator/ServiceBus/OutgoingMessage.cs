using Amqp;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message for a receiver.</summary>
/// <param name="lockToken">Empty: no lock.</param>
internal sealed class OutgoingMessage(Guid lockToken) : Message
{
    public Guid LockToken { get; } = lockToken;
}
