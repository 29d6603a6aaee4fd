using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>The engine as the client types of this process see it: their messages in and out, their exceptions.</summary>
internal sealed class InProcessBus(ServiceBusEngine engine) : IServiceBusNamespace
{
    public Task<IReadOnlyList<long>> SendAsync(string queue, IReadOnlyList<ServiceBusMessage> messages)
    {
        if (messages.Sum(MessageSize.Of) > MessageSize.Most)
            throw new ServiceBusException("The message exceeds the limit of 256 KB.", ServiceBusFailureReason.MessageSizeExceeded, queue);
        return Translate(() => engine.SendAsync(queue, [.. messages.Select(ClientMessages.Incoming)]));
    }

    public Task CancelScheduledAsync(string queue, IReadOnlyList<long> sequenceNumbers) =>
        Translate(() => engine.CancelScheduledAsync(queue, sequenceNumbers));

    /// <remarks>The wait is for a network in real life, so it passes in real time: a clock that stands still does not hang a receiver.</remarks>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(
        BusEntity entity,
        int most,
        TimeSpan maxWait,
        bool deleteAtOnce,
        CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(maxWait);
        while (true)
        {
            var arrival = engine.Arrival(entity);
            var (any, taken) = await Translate(() => engine.TakeAsync(entity, most, deleteAtOnce));
            if (taken.Count > 0)
                return [.. taken.Select(ClientMessages.Received)];
            if (any)
                continue;
            try
            {
                await arrival.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return [];
            }
        }
    }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(BusEntity entity, IReadOnlyList<long> sequenceNumbers, bool deleteAtOnce) =>
        [.. (await Translate(() => engine.ReceiveDeferredAsync(entity, sequenceNumbers, deleteAtOnce))).Select(ClientMessages.Received)];

    public IReadOnlyList<ServiceBusReceivedMessage> Peek(BusEntity entity, long fromSequenceNumber, int most)
    {
        try
        {
            return [.. engine.Peek(entity, fromSequenceNumber, most).Select(message => ClientMessages.Received(new LockedMessage(message, Guid.Empty, default)))];
        }
        catch (BusException fault)
        {
            throw Translated(fault);
        }
    }

    public Task CompleteAsync(Guid lockToken) => Translate(() => engine.CompleteAsync(lockToken));

    public Task AbandonAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify) =>
        Translate(() => engine.AbandonAsync(lockToken, Changes(propertiesToModify)));

    public Task DeadLetterAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify, string? reason, string? description) =>
        Translate(() => engine.DeadLetterAsync(lockToken, reason, description, Changes(propertiesToModify)));

    public Task DeferAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify) =>
        Translate(() => engine.DeferAsync(lockToken, Changes(propertiesToModify)));

    public DateTimeOffset RenewLock(Guid lockToken)
    {
        try
        {
            return engine.RenewLock(lockToken);
        }
        catch (BusException fault)
        {
            throw Translated(fault);
        }
    }

    private static Dictionary<string, object?>? Changes(IDictionary<string, object>? properties) =>
        properties?.ToDictionary(property => property.Key, property => (object?)property.Value);

    private static Task Translate(Func<Task> call) => Translate<object?>(async () =>
    {
        await call();
        return null;
    });

    private static async Task<T> Translate<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (BusException fault)
        {
            throw Translated(fault);
        }
    }

    private static ServiceBusException Translated(BusException fault) => new(
        fault.Message,
        fault.Fault switch
        {
            BusFault.Busy => ServiceBusFailureReason.ServiceBusy,
            BusFault.Closed => ServiceBusFailureReason.ServiceCommunicationProblem,
            BusFault.LockLost => ServiceBusFailureReason.MessageLockLost,
            BusFault.MessageNotFound => ServiceBusFailureReason.MessageNotFound,
            BusFault.TooLarge => ServiceBusFailureReason.MessageSizeExceeded,
        },
        null,
        fault);
}

internal static class InProcessSubscription
{
    /// <summary>Names the function of this process that listens to a queue; before the start.</summary>
    public static void Subscribe(
        this ServiceBusEngine engine,
        string queueName,
        ServiceBusSubscriptionOptions options,
        Func<ServiceBusReceivedMessage, ServiceBusMessageActions, CancellationToken, Task> handler)
    {
        var actions = new ServiceBusMessageActions(new InProcessBus(engine));
        engine.Subscribe(queueName, options, (message, cancellationToken) => handler(ClientMessages.Received(message), actions, cancellationToken));
    }
}
