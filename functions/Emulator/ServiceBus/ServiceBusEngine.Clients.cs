namespace AccessReview.Emulator.ServiceBus;

// The operations of senders and receivers.
internal sealed partial class ServiceBusEngine
{
    /// <summary>Stores all messages or none; returns their sequence numbers after they are on disk.</summary>
    /// <exception cref="BusException">The engine is closed, or nothing can be stored now.</exception>
    public async Task<IReadOnlyList<long>> SendAsync(string queue, IReadOnlyList<IncomingMessage> messages)
    {
        ThrowIfClosed();
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
            if (taken?.State == MessageState.Scheduled)
                _schedule.Add(sequence, taken.EnqueuedAt);
            else if (taken is not null)
                Line(taken.Entity).Add(sequence);
        }

        return sent.ConvertAll(one => one.Sequence);
    }

    /// <exception cref="BusException">One of them is not scheduled any more; then none is cancelled.</exception>
    public async Task CancelScheduledAsync(string queue, IReadOnlyList<long> sequenceNumbers)
    {
        ThrowIfClosed();
        var name = BusEntity.Of(queue).Queue;
        await StoreAsync(connection =>
        {
            foreach (var sequence in sequenceNumbers)
            {
                if (!MessageStore.DeleteScheduled(connection, name, sequence))
                    throw NotFound(sequence);
            }

            return true;
        });
        foreach (var sequence in sequenceNumbers)
            _schedule.Remove(sequence);
    }

    /// <summary>Completes when a message arrives. Get it before calling <see cref="TakeAsync"/>, so that no arrival is missed.</summary>
    public Task Arrival(BusEntity entity) => Line(entity).Arrival;

    /// <summary>Returns waiting messages. False: there are none. True with an empty list: the waiting ones have expired, so call again.</summary>
    public async Task<(bool Any, IReadOnlyList<LockedMessage> Taken)> TakeAsync(BusEntity entity, int max, bool deleteAtOnce)
    {
        ThrowIfClosed();
        var ready = Line(entity).Take(max);
        return (ready.Count > 0, await LockAllAsync(entity, ready, deleteAtOnce));
    }

    /// <summary>Takes back a message that was never sent, as if it had not been delivered.</summary>
    public async Task TakeBackAsync(LockedMessage unsent)
    {
        if (unsent.LockToken != Guid.Empty)
        {
            await ReleaseAsync(unsent.LockToken);
            return;
        }

        var message = unsent.Message with { DeliveryCount = unsent.Message.DeliveryCount - 1 };
        await StoreAsync(connection =>
        {
            MessageStore.Insert(connection, message);
            return true;
        });
        Line(message.Entity).Add(message.Sequence);
    }

    /// <exception cref="BusException">One of them is not deferred.</exception>
    public async Task<IReadOnlyList<LockedMessage>> ReceiveDeferredAsync(BusEntity entity, IReadOnlyList<long> sequenceNumbers, bool deleteAtOnce)
    {
        ThrowIfClosed();
        List<LockedMessage> received = [];
        foreach (var sequence in sequenceNumbers)
        {
            var message = _database.Read(connection => MessageStore.Find(connection, sequence));
            if (message is not { State: MessageState.Deferred } || message.Entity != entity)
                throw NotFound(sequence);
            if (await LockAsync(entity, sequence, TimeSpan.Zero, deleteAtOnce) is { } locked)
                received.Add(locked);
        }

        return received;
    }

    public IReadOnlyList<StoredMessage> Peek(BusEntity entity, long fromSequenceNumber, int max)
    {
        ThrowIfClosed();
        return _database.Read(connection => MessageStore.From(connection, entity, fromSequenceNumber, max));
    }

    /// <exception cref="BusException">The lock is lost; also in the following methods.</exception>
    public async Task CompleteAsync(Guid lockToken)
    {
        var released = _locks.Release(lockToken);
        if (Faults?.ComesAgain() == true && !IsWornOut(released.Message.Entity, released.Message.DeliveryCount))
            GiveBack(released, "a test wants it to come again");
        else
            await SettleAsync(released, connection => MessageStore.Delete(connection, released.Message.Sequence));
    }

    public async Task AbandonAsync(Guid lockToken, IReadOnlyDictionary<string, object?>? changes = null)
    {
        var released = _locks.Release(lockToken);
        using var working = _work.Begin();
        if (changes is { Count: > 0 })
            await ReplaceAsync(released, Changed(released, changes));
        GiveBack(released, "it was abandoned");
    }

    /// <summary>The receiver did not process the message, so the delivery does not count.</summary>
    public async Task ReleaseAsync(Guid lockToken)
    {
        var released = _locks.Release(lockToken);
        using var working = _work.Begin();
        var message = released.Message with { DeliveryCount = released.Message.DeliveryCount - 1 };
        await SettleAsync(released, connection => MessageStore.CountDelivery(connection, message));
        if (message.State == MessageState.Active)
            Line(message.Entity).Add(message.Sequence);
    }

    /// <summary>Returns a message after its function failed, so that it is delivered again.</summary>
    /// <param name="isStorage">True: the data file failed, so the delivery does not count.</param>
    internal void Return(LockedMessage message, bool isStorage)
    {
        var released = _locks.Release(message.LockToken);
        GiveBack(released, isStorage ? "the data file failed while it was handled" : "it was abandoned", !isStorage);
    }

    public async Task DeadLetterAsync(Guid lockToken, string? reason, string? description, IReadOnlyDictionary<string, object?>? changes = null)
    {
        var released = _locks.Release(lockToken);
        var dead = DeadLettered(Changed(released, changes), reason, description);
        await ReplaceAsync(released, dead);
        Line(dead.Entity).Add(dead.Sequence);
    }

    public Task DeferAsync(Guid lockToken, IReadOnlyDictionary<string, object?>? changes = null)
    {
        var released = _locks.Release(lockToken);
        return ReplaceAsync(released, Changed(released, changes) with { State = MessageState.Deferred });
    }

    /// <summary>Returns until when the lock is now valid.</summary>
    public DateTimeOffset RenewLock(Guid lockToken) => _locks.Renew(lockToken);

    private static StoredMessage Changed(MessageLock released, IReadOnlyDictionary<string, object?>? changes) =>
        changes is null ? released.Message : released.Message with { Envelope = released.Message.Envelope.With(changes) };

    private static BusException NotFound(long sequence) => new(BusFault.MessageNotFound, $"There is no message number {sequence} here that could be taken.");

    private Task ReplaceAsync(MessageLock released, StoredMessage message) =>
        SettleAsync(released, connection => MessageStore.Update(connection, message));

    /// <summary>The lock is already removed. If the write fails, the message is delivered again.</summary>
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

    private async Task<List<LockedMessage>> LockAllAsync(BusEntity entity, List<ReadyMessage> ready, bool deleteAtOnce)
    {
        try
        {
            var locked = await Task.WhenAll(ready.Select(one => LockOrPutBackAsync(entity, one.Sequence, deleteAtOnce)));
            return [.. locked.OfType<LockedMessage>()];
        }
        finally
        {
            ready.ForEach(one => one.Dispose());
        }
    }

    private async Task<LockedMessage?> LockOrPutBackAsync(BusEntity entity, long sequence, bool deleteAtOnce)
    {
        try
        {
            return await LockAsync(entity, sequence, TimeSpan.Zero, deleteAtOnce);
        }
        catch (BusException)
        {
            Line(entity).Add(sequence);
            throw;
        }
    }

    private void ThrowIfClosed()
    {
        if (!_open)
            throw new BusException(BusFault.Closed, "The Service Bus emulator is not running.");
    }
}
