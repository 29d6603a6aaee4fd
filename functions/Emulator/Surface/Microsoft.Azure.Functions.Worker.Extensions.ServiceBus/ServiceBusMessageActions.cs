using AccessReview.Emulator.ServiceBus;
using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

public class ServiceBusMessageActions
{
    internal ServiceBusMessageActions(IServiceBusNamespace serviceBus) => Settlement = serviceBus;

    /// <summary>For tests that override what they call.</summary>
    protected ServiceBusMessageActions()
    {
    }

    private IServiceBusNamespace Settlement => field ?? throw new InvalidOperationException("Made for a test: override what is called.");

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Settlement.CompleteAsync(message.LockTokenGuid);
    }

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Settlement.AbandonAsync(message.LockTokenGuid, propertiesToModify);
    }

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Settlement.DeadLetterAsync(message.LockTokenGuid, propertiesToModify, deadLetterReason, deadLetterErrorDescription);
    }

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Settlement.DeferAsync(message.LockTokenGuid, propertiesToModify);
    }

    /// <summary>As the real one, this renews the lock but cannot change what the message says about it.</summary>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        Settlement.RenewLock(message.LockTokenGuid);
        return Task.CompletedTask;
    }
}
