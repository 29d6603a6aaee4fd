namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message's queue and state when the engine starts.</summary>
internal sealed record MessagePosition(long Sequence, BusEntity Entity, MessageState State, DateTimeOffset EnqueuedAt, int DeliveryCount);
