namespace AccessReview.Emulator.ServiceBus;

// What senders and receivers ask for.
internal sealed partial class ServiceBusEngine
{
    /// <summary>Answers the sequence numbers once the messages are on disk: all of them or none.</summary>
    /// <exception cref="BusException">It is closed, or nothing can be stored now.</exception>
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

    /// <exception cref="BusException">One of them is not scheduled (any more); then none is cancelled.</exception>
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

    /// <summary>Ends when a message arrives; to be asked for before <see cref="TakeAsync"/>.</summary>
    public Task Arrival(BusEntity entity) => Line(entity).Arrival;

    /// <summary>Hands out what waits now. False: nothing does; true with an empty list: what waited has expired, look again.</summary>
    public async Task<(bool Any, IReadOnlyList<LockedMessage> Taken)> TakeAsync(BusEntity entity, int most, bool deleteAtOnce)
    {
        ThrowIfClosed();
        var ready = Line(entity).Take(most);
        return (ready.Count > 0, await LockAllAsync(entity, ready, deleteAtOnce));
    }

    /// <summary>It never left this process: it is as if it had not been handed out.</summary>
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

    /// <exception cref="BusException">One of them is not among the deferred ones.</exception>
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

    public IReadOnlyList<StoredMessage> Peek(BusEntity entity, long fromSequenceNumber, int most)
    {
        ThrowIfClosed();
        return _database.Read(connection => MessageStore.From(connection, entity, fromSequenceNumber, most));
    }

    /// <exception cref="BusException">The lock is lost, here and in the methods that follow.</exception>
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

    /// <summary>The receiver did not look at it, so the delivery does not count.</summary>
    public async Task ReleaseAsync(Guid lockToken)
    {
        var released = _locks.Release(lockToken);
        using var working = _work.Begin();
        var message = released.Message with { DeliveryCount = released.Message.DeliveryCount - 1 };
        await SettleAsync(released, connection => MessageStore.CountDelivery(connection, message));
        if (message.State == MessageState.Active)
            Line(message.Entity).Add(message.Sequence);
    }

    /// <summary>The function failed: the message is served again.</summary>
    /// <param name="isStorage">It failed because the data file did; that does not wear the message out.</param>
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

    /// <summary>Answers until when the lock now holds.</summary>
    public DateTimeOffset RenewLock(Guid lockToken) => _locks.Renew(lockToken);

    private static StoredMessage Changed(MessageLock released, IReadOnlyDictionary<string, object?>? changes) =>
        changes is null ? released.Message : released.Message with { Envelope = released.Message.Envelope.With(changes) };

    private static BusException NotFound(long sequence) => new(BusFault.MessageNotFound, $"There is no message number {sequence} here that could be taken.");

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
