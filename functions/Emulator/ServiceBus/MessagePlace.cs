namespace AccessReview.Emulator.ServiceBus;

/// <summary>Where a message stands when the engine starts.</summary>
internal sealed record MessagePlace(long Sequence, BusEntity Entity, MessageState State, DateTimeOffset EnqueuedAt, int DeliveryCount);
