using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.ServiceBus;

// Moves messages: to a receiver, back to the queue, to the dead-letter queue, or deletes them.
internal sealed partial class ServiceBusEngine
{
    private StoredMessage? Deliver(EmulatorConnection connection, long sequence, bool deleteAtOnce)
    {
        if (MessageStore.Find(connection, sequence) is not { } message)
            return null;
        if (message.ExpiresAt <= _clock.GetUtcNow() && !message.Entity.HoldsDeadLetters)
            return Expire(connection, message);

        var delivered = message with { DeliveryCount = message.DeliveryCount + 1 };
        if (deleteAtOnce)
            MessageStore.Delete(connection, sequence);
        else
            MessageStore.CountDelivery(connection, delivered);
        return delivered;
    }

    private StoredMessage? Expire(EmulatorConnection connection, StoredMessage message)
    {
        if (!_options.DeadLetterOnExpiration)
        {
            MessageStore.Delete(connection, message.Sequence);
            return null;
        }

        var dead = DeadLettered(message, "TTLExpiredException", "The message expired and was dead lettered.");
        MessageStore.Update(connection, dead);
        return dead;
    }

    private async Task ActivateAsync(long sequence)
    {
        using var working = _work.Begin();
        var active = await _database.WriteAsync(connection =>
            MessageStore.Activate(connection, sequence) is { } next ? MessageStore.Find(connection, next) : null);
        if (active is not null)
            Line(active.Entity).Add(active.Sequence);
    }

    /// <summary>Unlocks a message without settling it: it is delivered again at once, or dead-lettered after too many deliveries.</summary>
    /// <param name="isWorn">False: the failure was not caused by the message, so it may be delivered more often.</param>
    private void GiveBack(MessageLock released, string why, bool isWorn = true)
    {
        var message = released.Message;
        Log.Returned(_logger, message.Entity.Path, message.MessageId, message.DeliveryCount, why);
        if (isWorn && IsWornOut(message.Entity, message.DeliveryCount))
            RunInBackground(() => DeadLetterWornOutAsync(message.Sequence));
        else if (message.State == MessageState.Active)
            Line(message.Entity).Add(message.Sequence);
    }

    private bool IsWornOut(BusEntity entity, int deliveryCount) => !entity.HoldsDeadLetters && deliveryCount >= _options.MaxDeliveryCount;

    private async Task DeadLetterWornOutAsync(long sequence)
    {
        using var working = _work.Begin();
        var description = $"Message could not be consumed after {_options.MaxDeliveryCount} delivery attempts.";
        var dead = await _database.WriteAsync(connection =>
        {
            if (MessageStore.Find(connection, sequence) is not { } message)
                return null;
            var worn = DeadLettered(message, "MaxDeliveryCountExceeded", description);
            MessageStore.Update(connection, worn);
            return worn;
        });
        if (dead is not null)
            Line(dead.Entity).Add(sequence);
    }

    private static StoredMessage DeadLettered(StoredMessage message, string? reason, string? description) => message with
    {
        Entity = message.Entity.DeadLetters,
        State = MessageState.Active,
        Envelope = message.Envelope.WithDeadLetterReason(reason, description),
    };
}
