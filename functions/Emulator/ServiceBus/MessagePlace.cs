using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Where a message stands when the engine starts.</summary>
internal sealed record MessagePlace(long Sequence, BusEntity Entity, ServiceBusMessageState State, DateTimeOffset EnqueuedAt, int DeliveryCount);
