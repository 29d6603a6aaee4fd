using Azure.Messaging.ServiceBus;
using Google.Protobuf;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.ServiceBus.Grpc;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles messages through the host that received them.</summary>
[InputConverter(typeof(ServiceBusMessageActionsConverter))]
public class ServiceBusMessageActions
{
    /// <summary>For tests, which override methods.</summary>
    protected ServiceBusMessageActions()
    {
    }

    internal ServiceBusMessageActions(Settlement.SettlementClient settlement) => Client = settlement;

    private Settlement.SettlementClient Client => field ?? throw new InvalidOperationException("Made for a test: override what is called.");

    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await Client.CompleteAsync(new CompleteRequest { Locktoken = message.LockToken }, cancellationToken: cancellationToken);
    }

    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = new AbandonRequest { Locktoken = message.LockToken, PropertiesToModify = Encode(propertiesToModify) };
        await Client.AbandonAsync(request, cancellationToken: cancellationToken);
    }

    public virtual async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = new DeadletterRequest
        {
            Locktoken = message.LockToken,
            PropertiesToModify = Encode(propertiesToModify),
            DeadletterReason = deadLetterReason,
            DeadletterErrorDescription = deadLetterErrorDescription,
        };
        await Client.DeadletterAsync(request, cancellationToken: cancellationToken);
    }

    public virtual async Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = new DeferRequest { Locktoken = message.LockToken, PropertiesToModify = Encode(propertiesToModify) };
        await Client.DeferAsync(request, cancellationToken: cancellationToken);
    }

    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await Client.RenewMessageLockAsync(new RenewMessageLockRequest { Locktoken = message.LockToken }, cancellationToken: cancellationToken);
    }

    private static ByteString Encode(IDictionary<string, object>? properties) => properties is null ? ByteString.Empty : PropertyMap.Encode(properties);
}
