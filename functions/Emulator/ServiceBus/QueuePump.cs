using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Delivers one queue's messages to one function, as the trigger does, up to the maximum concurrency. The lock is renewed while the
/// function runs; the message is completed on success and abandoned on an exception.
/// While the data file cannot be written the pump pauses, longer each time, and continues automatically.
/// </summary>
internal sealed partial class QueuePump(
    BusEntity entity,
    ServiceBusSubscriptionOptions options,
    Func<LockedMessage, CancellationToken, Task> handler,
    ServiceBusEngine engine,
    EmulatorClock clock,
    ReadyQueue line,
    ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Backoff _backoff = new();
    private ITimer? _pause;
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
            _pause?.Dispose();
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
        // The host's timeout has elapsed; messages that are still locked are delivered again after the next start.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.StillRunning(logger, entity.Path);
        }
    }

    public void Dispose()
    {
        _pause?.Dispose();
        _stopping.Dispose();
    }

    private void Wake()
    {
        lock (_gate)
        {
            while (!_stopped && _pause is null && _busy < options.MaxConcurrentCalls && line.Take(1) is [var next])
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
            var isLocked = false;
            try
            {
                var message = await engine.LockAsync(entity, ready.Sequence, options.MaxAutoLockRenewal, deleteAtOnce: false);
                isLocked = true;
                if (message is not null)
                    await DeliverAsync(message);
            }
            catch (BusException unavailable) when (unavailable.Fault == BusFault.Busy)
            {
                // The database logs the cause.
                Pause();
                if (!isLocked)
                    line.Add(ready.Sequence);
            }
#pragma warning disable CA1031 // The pump must survive any failure of a delivery.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.NotDelivered(logger, entity.Path, ready.Sequence, error);
            }

            // The next message takes its token before this one's token is released.
            Rest();
        }
    }

    private async Task DeliverAsync(LockedMessage message)
    {
        var faultsBefore = engine.StorageFaults;
        try
        {
            await handler(message, _stopping.Token);
        }
#pragma warning disable CA1031 // Any exception of a function means that the message is delivered again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var isStorage = engine.StorageFaults != faultsBefore;
            if (isStorage)
                Pause();
            else
                Log.Failed(logger, entity.Path, message.Message.MessageId, message.Message.DeliveryCount, error);
            if (engine.Holds(message))
                engine.Return(message, isStorage);
            return;
        }

        lock (_gate)
            _backoff.Reset();
        if (!engine.Holds(message))
            return;
        if (options.AutoComplete)
            await engine.CompleteAsync(message.LockToken);
        else
            engine.StopRenewing(message);
    }

    /// <summary>Messages that wait during the pause do not count as work in progress, or a moved clock would wait forever.</summary>
    private void Pause()
    {
        lock (_gate)
        {
            if (_stopped || _pause is not null)
                return;
            _pause = clock.CreateTimer(_ => Resume(), null, _backoff.Next(), Timeout.InfiniteTimeSpan);
        }

        line.StopListening();
    }

    private void Resume()
    {
        lock (_gate)
        {
            if (_stopped || _pause is null)
                return;
            _pause.Dispose();
            _pause = null;
        }

        line.Listen(Wake);
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
        [LoggerMessage(LogLevel.Warning, "{Queue}: the function failed on message {MessageId}, delivery {DeliveryCount}")]
        public static partial void Failed(ILogger logger, string queue, string messageId, int deliveryCount, Exception error);

        [LoggerMessage(LogLevel.Error, "{Queue}: message number {Sequence} could not be delivered or settled")]
        public static partial void NotDelivered(ILogger logger, string queue, long sequence, Exception error);

        [LoggerMessage(LogLevel.Warning, "{Queue}: stopped while a function was still running; its message will be delivered again")]
        public static partial void StillRunning(ILogger logger, string queue);
    }
}
