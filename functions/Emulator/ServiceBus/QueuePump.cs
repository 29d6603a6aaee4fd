using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Delivers one queue's messages to one function, as the trigger does: so many at a time, the lock renewed while the
/// function runs, completed when it succeeds, abandoned when it throws.
/// </summary>
internal sealed partial class QueuePump(
    BusEntity entity,
    ServiceBusSubscriptionOptions options,
    Func<ServiceBusReceivedMessage, ServiceBusMessageActions, CancellationToken, Task> handler,
    ServiceBusEngine engine,
    ReadyLine line,
    ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceBusMessageActions _actions = new(engine);
    private TaskCompletionSource? _rest;
    private int _busy;
    private bool _stopped;

    public void Start() => line.Listen(Wake);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task rest;
        lock (_gate)
        {
            _stopped = true;
            _rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_busy == 0)
                _rest.SetResult();
            rest = _rest.Task;
        }

        line.StopListening();
        await _stopping.CancelAsync();
        try
        {
            await rest.WaitAsync(cancellationToken);
        }
        // The host's patience is over; the messages still held are delivered again after the next start.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.StillBusy(logger, entity.Path);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void Wake()
    {
        lock (_gate)
        {
            while (!_stopped && _busy < options.MaxConcurrentCalls && line.Take(1) is [var next])
            {
                _busy++;
                Task.Run(() => HandleAsync(next));
            }
        }
    }

    private async Task HandleAsync(ReadyMessage ready)
    {
        using (ready)
        {
            try
            {
                if (await engine.LockAsync(entity, ready.Sequence, options.MaxAutoLockRenewal, deleteAtOnce: false) is { } message)
                    await DeliverAsync(message);
            }
#pragma warning disable CA1031 // The pump outlives whatever one delivery does to it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.NotDelivered(logger, entity.Path, ready.Sequence, error);
            }

            // The next message takes its turn before this one's token is given back.
            Rest();
        }
    }

    private async Task DeliverAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            await handler(message, _actions, _stopping.Token);
        }
#pragma warning disable CA1031 // Whatever a function throws means the same: not done, deliver it again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, entity.Path, message.MessageId, message.DeliveryCount, error);
            if (engine.Holds(message))
                await engine.AbandonAsync(message.LockTokenGuid, propertiesToModify: null);
            return;
        }

        if (!engine.Holds(message))
            return;
        if (options.AutoComplete)
            await engine.CompleteAsync(message.LockTokenGuid);
        else
            engine.StopRenewing(message);
    }

    private void Rest()
    {
        lock (_gate)
        {
            if (--_busy == 0)
                _rest?.TrySetResult();
        }

        Wake();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue}: the function failed on message {MessageId}, delivery {DeliveryCount}")]
        public static partial void Failed(ILogger logger, string queue, string messageId, int deliveryCount, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Queue}: message number {Sequence} could not be delivered or settled")]
        public static partial void NotDelivered(ILogger logger, string queue, long sequence, Exception error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue}: stopped while a function was still running; its message will be delivered again")]
        public static partial void StillBusy(ILogger logger, string queue);
    }
}
