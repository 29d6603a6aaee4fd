// A message that is created here holds nothing that must be disposed of.
#pragma warning disable CA2000

using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Sends messages to one receiver within its credit, and settles them by its dispositions.
/// The locks of a receiver that detaches remain until they expire, as in the service.
/// </summary>
internal sealed partial class QueueSource : LinkEndpoint
{
    private const int MaxTakenAtOnce = 64;

    private readonly BusEntity _entity;
    private readonly ListenerLink _link;
    private readonly bool _deletes;
    private readonly ServiceBusEngine _engine;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private TaskCompletionSource _change = NewChange();
    private int _credit;
    private int _linkCredit;
    private bool _isPumping;
    private bool _isClosed;

    /// <param name="entity">The queue to receive from.</param>
    /// <param name="link">The receiver's link.</param>
    /// <param name="deletes">True: messages are deleted when sent and have no lock.</param>
    /// <param name="engine">Holds the messages.</param>
    /// <param name="logger">Logs what cannot be sent.</param>
    public QueueSource(BusEntity entity, ListenerLink link, bool deletes, ServiceBusEngine engine, ILogger logger)
    {
        (_entity, _link, _deletes, _engine, _logger) = (entity, link, deletes, engine, logger);
        // Runs before the library reports all unsettled deliveries as released by the receiver.
        link.AddClosedCallback((_, _) => End());
    }

    /// <summary>
    /// The credit is what the receiver granted last, minus what was sent since. The library only reports the change of its own count,
    /// and restarts at zero when the count did not grow.
    /// </summary>
    public override void OnFlow(FlowContext flowContext)
    {
        lock (_gate)
        {
            _credit = _linkCredit + flowContext.Messages;
            _linkCredit = flowContext.Messages > 0 ? _credit : 0;
            if (_link.IsDraining)
            {
                _credit = _linkCredit = 0;
                _link.CompleteDrain();
            }

            Changed();
            if (_isPumping || _isClosed || _credit <= 0)
                return;
            _isPumping = true;
        }

        _ = PumpAsync();
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        if (!_isClosed && dispositionContext is { Message: OutgoingMessage message, DeliveryState: { } state })
            _ = SettleAsync(message, state);
    }

    private async Task PumpAsync()
    {
        try
        {
            while (Wanted() is { Max: > 0 } wanted)
            {
                var arrival = _engine.Arrival(_entity);
                var (any, taken) = await _engine.TakeAsync(_entity, wanted.Max, _deletes);
                foreach (var message in taken)
                {
                    if (!Send(message))
                        await _engine.TakeBackAsync(message);
                }

                if (!any)
                    await Task.WhenAny(arrival, wanted.Change);
            }
        }
#pragma warning disable CA1031 // The receiver notices the end of its link and attaches again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotSent(_logger, _entity.Path, error);
            End();
            // Without a wait time the call does not block.
#pragma warning disable CA1849
            _link.Close(TimeSpan.Zero, AmqpFaults.ErrorOf(error));
#pragma warning restore CA1849
        }
    }

    private (int Max, Task Change) Wanted()
    {
        lock (_gate)
        {
            _isPumping = !_isClosed && _credit > 0;
            return (_isPumping ? Math.Min(_credit, MaxTakenAtOnce) : 0, _change.Task);
        }
    }

    /// <summary>Returns false if the receiver has detached or has no more credit.</summary>
    private bool Send(LockedMessage message)
    {
        var outgoing = AmqpMessages.Outgoing(message);
        lock (_gate)
        {
            if (_isClosed || _credit <= 0)
                return false;
            try
            {
                SessionWindow.Open(_link);
                _link.SendMessage(outgoing);
            }
            // The link has ended; another part answers the side that closed it.
            catch (AmqpException)
            {
                return false;
            }

            _credit--;
            _linkCredit--;
            return true;
        }
    }

    private async Task SettleAsync(OutgoingMessage message, DeliveryState state)
    {
        DeliveryState answer;
        try
        {
            await Dispositions.ApplyAsync(_engine, message.LockToken, state);
            // Also for a rejection, because it was done as requested, and the client would take Rejected as a refusal.
            answer = new Accepted();
        }
#pragma warning disable CA1031 // Any failure is reported to the receiver, and the link stays open.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (error is not BusException)
                Log.NotSettled(_logger, _entity.Path, error);
            answer = new Rejected { Error = AmqpFaults.ErrorOf(error) };
        }

        _link.DisposeMessage(message, answer, settled: true);
    }

    private void End()
    {
        lock (_gate)
        {
            _isClosed = true;
            Changed();
        }
    }

    private void Changed()
    {
        _change.TrySetResult();
        _change = NewChange();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Queue}: messages could not be sent; the receiver's link was closed")]
        public static partial void NotSent(ILogger logger, string queue, Exception error);

        [LoggerMessage(LogLevel.Error, "{Queue}: a message could not be settled")]
        public static partial void NotSettled(ILogger logger, string queue, Exception error);
    }
}
