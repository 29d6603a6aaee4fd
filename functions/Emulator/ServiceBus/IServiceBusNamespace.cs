using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>What Microsoft's client types need from the engine behind an address.</summary>
internal interface IServiceBusNamespace
{
    /// <summary>Answers the sequence numbers once the messages are on disk.</summary>
    Task<IReadOnlyList<long>> SendAsync(string queue, IReadOnlyList<ServiceBusMessage> messages);

    Task CancelScheduledAsync(string queue, IReadOnlyList<long> sequenceNumbers);

    Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(
        BusEntity entity,
        int most,
        TimeSpan maxWait,
        bool deleteAtOnce,
        CancellationToken cancellationToken);

    Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(BusEntity entity, IReadOnlyList<long> sequenceNumbers, bool deleteAtOnce);

    IReadOnlyList<ServiceBusReceivedMessage> Peek(BusEntity entity, long fromSequenceNumber, int most);

    Task CompleteAsync(Guid lockToken);

    Task AbandonAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify);

    Task DeadLetterAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify, string? reason, string? description);

    Task DeferAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify);

    /// <summary>Answers until when the lock now holds.</summary>
    DateTimeOffset RenewLock(Guid lockToken);
}
