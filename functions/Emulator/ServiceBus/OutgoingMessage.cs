using Amqp;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message on its way to a receiver.</summary>
/// <param name="lockToken">Empty: it has no lock.</param>
internal sealed class OutgoingMessage(Guid lockToken) : Message
{
    public Guid LockToken { get; } = lockToken;
}
