// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

using System.Runtime.CompilerServices;
using AccessReview.Emulator.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceiver : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly BusEntity _entity;
    private long _peekFrom;

    protected ServiceBusReceiver()
    {
    }

    protected internal ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        _client = client;
        _entity = ClientMessages.EntityOf(queueName, options?.SubQueue ?? SubQueue.None);
        ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock;
        PrefetchCount = options?.PrefetchCount ?? 0;
        Identifier = options?.Identifier ?? $"{EntityPath}-{Guid.NewGuid():N}";
    }

    public virtual string EntityPath => _entity.Path;

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string Identifier { get; }

    public virtual bool IsClosed { get; private set; }

    public virtual int PrefetchCount { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    private IServiceBusNamespace Namespace
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return _client.Namespace;
        }
    }

    private bool DeletesAtOnce => ReceiveMode == ServiceBusReceiveMode.ReceiveAndDelete;

    public virtual async Task<ServiceBusReceivedMessage> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        FirstOf(await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken));

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages,
        TimeSpan? maxWaitTime = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        if (maxWaitTime is { } asked)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(asked, TimeSpan.Zero, nameof(maxWaitTime));
        return await Namespace.ReceiveAsync(_entity, maxMessages, maxWaitTime ?? _client.TryTimeout, DeletesAtOnce, cancellationToken);
    }

    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await ReceiveMessageAsync(cancellationToken: cancellationToken) is { } message)
                yield return message;
        }
    }

    public virtual async Task<ServiceBusReceivedMessage> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        FirstOf(await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken));

    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages,
        long? fromSequenceNumber = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var peeked = Namespace.Peek(_entity, fromSequenceNumber ?? _peekFrom, maxMessages);
        if (peeked.Count > 0)
            _peekFrom = peeked[^1].SequenceNumber + 1;
        return Task.FromResult(peeked);
    }

    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        FirstOf(await ReceiveDeferredMessagesAsync([sequenceNumber], cancellationToken));

    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        cancellationToken.ThrowIfCancellationRequested();
        return Namespace.ReceiveDeferredAsync(_entity, [.. sequenceNumbers], DeletesAtOnce);
    }

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return Namespace.CompleteAsync(message.LockTokenGuid);
    }

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return Namespace.AbandonAsync(message.LockTokenGuid, propertiesToModify);
    }

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify = null,
        CancellationToken cancellationToken = default) =>
        DeadLetterMessageAsync(message, propertiesToModify, null, null, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        string deadLetterReason,
        string deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        DeadLetterMessageAsync(message, null, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return Namespace.DeadLetterAsync(message.LockTokenGuid, propertiesToModify, deadLetterReason, deadLetterErrorDescription);
    }

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return Namespace.DeferAsync(message.LockTokenGuid, propertiesToModify);
    }

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        message.LockedUntil = Namespace.RenewLock(message.LockTokenGuid);
        return Task.CompletedTask;
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    private static ServiceBusReceivedMessage FirstOf(IReadOnlyList<ServiceBusReceivedMessage> messages) => messages is [var first, ..] ? first : null;
}
