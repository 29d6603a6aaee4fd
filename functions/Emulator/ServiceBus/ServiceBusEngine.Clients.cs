using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

// What senders and receivers ask for.
internal sealed partial class ServiceBusEngine : IServiceBusNamespace
{
    public async Task<IReadOnlyList<long>> SendAsync(string queue, IReadOnlyList<ServiceBusMessage> messages)
    {
        ThrowIfClosed();
        if (messages.Sum(MessageSize.Of) > MessageSize.Most)
            throw new ServiceBusException("The message exceeds the limit of 256 KB.", ServiceBusFailureReason.MessageSizeExceeded, queue);

        using var working = _work.Begin();
        var name = BusEntity.Of(queue).Queue;
        var intakes = messages.Select(message => new MessageIntake(name, message, _options)).ToList();
        var sent = await StoreAsync(connection =>
        {
            var now = _clock.GetUtcNow();
            return intakes.ConvertAll(intake => intake.Take(connection, now));
        });
        foreach (var (sequence, taken) in sent)
        {
            if (taken?.State == ServiceBusMessageState.Scheduled)
                _schedule.Add(sequence, taken.EnqueuedAt);
            else if (taken is not null)
                Line(taken.Entity).Add(sequence);
        }

        return sent.ConvertAll(one => one.Sequence);
    }

    public async Task CancelScheduledAsync(string queue, IReadOnlyList<long> sequenceNumbers)
    {
        ThrowIfClosed();
        var name = BusEntity.Of(queue).Queue;
        await StoreAsync(connection =>
        {
            foreach (var sequence in sequenceNumbers)
            {
                if (!MessageStore.DeleteScheduled(connection, name, sequence))
                    throw NotFound(queue, sequence);
            }

            return true;
        });
        foreach (var sequence in sequenceNumbers)
            _schedule.Remove(sequence);
    }

    /// <remarks>The wait is for a network in real life, so it passes in real time: a clock that stands still does not hang a receiver.</remarks>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(
        BusEntity entity,
        int most,
        TimeSpan maxWait,
        bool deleteAtOnce,
        CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var line = Line(entity);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(maxWait);
        while (true)
        {
            var arrival = line.Arrival;
            var ready = line.Take(most);
            if (await LockAllAsync(entity, ready, deleteAtOnce) is { Count: > 0 } received)
                return received;
            if (ready.Count > 0)
                continue;
            try
            {
                await arrival.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return [];
            }
        }
    }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(
        BusEntity entity,
        IReadOnlyList<long> sequenceNumbers,
        bool deleteAtOnce)
    {
        ThrowIfClosed();
        List<ServiceBusReceivedMessage> received = [];
        foreach (var sequence in sequenceNumbers)
        {
            var message = _database.Read(connection => MessageStore.Find(connection, sequence));
            if (message is not { State: ServiceBusMessageState.Deferred } || message.Entity != entity)
                throw NotFound(entity.Path, sequence);
            if (await LockAsync(entity, sequence, TimeSpan.Zero, deleteAtOnce) is { } locked)
                received.Add(locked);
        }

        return received;
    }

    public IReadOnlyList<ServiceBusReceivedMessage> Peek(BusEntity entity, long fromSequenceNumber, int most)
    {
        ThrowIfClosed();
        return _database.Read(connection => MessageStore.From(connection, entity, fromSequenceNumber, most))
            .ConvertAll(message => message.ToReceived(heldBy: null));
    }

    public async Task CompleteAsync(Guid lockToken)
    {
        var released = _locks.Release(lockToken);
        if (Faults?.ComesAgain() == true && !IsWornOut(released.Message.Entity, released.Message.DeliveryCount))
            GiveBack(released, "a test wants it to come again");
        else
            await SettleAsync(released, connection => MessageStore.Delete(connection, released.Message.Sequence));
    }

    public async Task AbandonAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify)
    {
        var released = _locks.Release(lockToken);
        using var working = _work.Begin();
        if (propertiesToModify is { Count: > 0 })
            await ReplaceAsync(released, released.Message with { Envelope = released.Message.Envelope.With(propertiesToModify) });
        GiveBack(released, "it was abandoned");
    }

    /// <summary>The function failed: the message is served again.</summary>
    /// <param name="isStorage">It failed because the data file did; that does not wear the message out.</param>
    internal void Return(ServiceBusReceivedMessage message, bool isStorage)
    {
        var released = _locks.Release(message.LockTokenGuid);
        GiveBack(released, isStorage ? "the data file failed while it was handled" : "it was abandoned", !isStorage);
    }

    public async Task DeadLetterAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify, string? reason, string? description)
    {
        var released = _locks.Release(lockToken);
        var message = released.Message with { Envelope = released.Message.Envelope.With(propertiesToModify ?? new Dictionary<string, object>()) };
        var dead = DeadLettered(message, reason, description);
        await ReplaceAsync(released, dead);
        Line(dead.Entity).Add(dead.Sequence);
    }

    public Task DeferAsync(Guid lockToken, IDictionary<string, object>? propertiesToModify)
    {
        var released = _locks.Release(lockToken);
        return ReplaceAsync(released, released.Message with
        {
            State = ServiceBusMessageState.Deferred,
            Envelope = released.Message.Envelope.With(propertiesToModify ?? new Dictionary<string, object>()),
        });
    }

    public DateTimeOffset RenewLock(Guid lockToken) => _locks.Renew(lockToken);

    private static ServiceBusException NotFound(string path, long sequence) =>
        new($"There is no message number {sequence} here that could be taken.", ServiceBusFailureReason.MessageNotFound, path);

    private Task ReplaceAsync(MessageLock released, StoredMessage message) =>
        SettleAsync(released, connection => MessageStore.Update(connection, message));

    /// <summary>The lock is gone already; what cannot be written leaves the message to be delivered again.</summary>
    private async Task SettleAsync(MessageLock released, Action<Storage.EmulatorConnection> write)
    {
        try
        {
            await StoreAsync(connection =>
            {
                write(connection);
                return true;
            });
        }
        catch
        {
            GiveBack(released, "its settlement could not be stored");
            throw;
        }
    }

    private async Task<List<ServiceBusReceivedMessage>> LockAllAsync(BusEntity entity, List<ReadyMessage> ready, bool deleteAtOnce)
    {
        try
        {
            var locked = await Task.WhenAll(ready.Select(one => LockOrPutBackAsync(entity, one.Sequence, deleteAtOnce)));
            return [.. locked.OfType<ServiceBusReceivedMessage>()];
        }
        finally
        {
            ready.ForEach(one => one.Dispose());
        }
    }

    private async Task<ServiceBusReceivedMessage?> LockOrPutBackAsync(BusEntity entity, long sequence, bool deleteAtOnce)
    {
        try
        {
            return await LockAsync(entity, sequence, TimeSpan.Zero, deleteAtOnce);
        }
        catch (ServiceBusException)
        {
            Line(entity).Add(sequence);
            throw;
        }
    }

    private void ThrowIfClosed()
    {
        if (!_open)
            throw new ServiceBusException("The Service Bus emulator is not running.", ServiceBusFailureReason.ServiceCommunicationProblem);
    }
}
