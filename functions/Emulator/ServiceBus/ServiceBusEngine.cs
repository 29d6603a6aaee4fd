using System.Collections.Concurrent;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// A Service Bus namespace in this process, with peek-lock queues that are created on first use. Messages are on disk before a send is
/// acknowledged. Locked, waiting and scheduled messages are tracked in memory, which is rebuilt from the file at each start.
/// This part starts, stops and delivers; the other parts move messages and serve clients.
/// </summary>
internal sealed partial class ServiceBusEngine : IDisposable
{
    private readonly EmulatorDatabase _database;
    private readonly EmulatorClock _clock;
    private readonly WorkInFlight _work;
    private readonly ILogger<ServiceBusEngine> _logger;
    private readonly ServiceBusEngineOptions _options;
    private readonly ConcurrentDictionary<BusEntity, ReadyQueue> _lines = new();
    private readonly List<QueuePump> _pumps = [];
    private readonly LockTable _locks;
    private readonly MessageSchedule _schedule;
    private bool _open;
    private bool _isDisposed;
    private bool _delivering;

    public ServiceBusEngine(
        EmulatorDatabase database,
        EmulatorClock clock,
        WorkInFlight work,
        ServiceBusEngineOptions options,
        ILogger<ServiceBusEngine> logger)
    {
        _database = database;
        _clock = clock;
        _work = work;
        _options = options;
        _logger = logger;
        _locks = new LockTable(clock, options.LockDuration, expired => GiveBack(expired, "its lock expired"));
        _schedule = new MessageSchedule(clock, sequence => RunInBackground(() => ActivateAsync(sequence)));
    }

    /// <summary>The number of failures of the data file so far.</summary>
    internal long StorageFaults => _database.Faults;

    /// <summary>Delivery faults for tests. Set before the start.</summary>
    public DeliveryFaults? Faults { get; init; }

    /// <summary>Adds the function that listens to a queue. Call before the start.</summary>
    public void Subscribe(
        string queueName,
        ServiceBusSubscriptionOptions options,
        Func<LockedMessage, CancellationToken, Task> handler)
    {
        if (_delivering)
            throw new InvalidOperationException("Subscriptions are made before the start.");
        var entity = BusEntity.Of(queueName);
        _pumps.Add(new QueuePump(entity, options, handler, this, _clock, Line(entity), _logger));
    }

    /// <summary>Serves senders and receivers from now on; functions are called after <see cref="StartAsync"/>.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _database.EnsureSchema(MessageStore.Schema);
        foreach (var position in _database.Read(MessageStore.Positions))
        {
            if (position.State == MessageState.Scheduled)
                _schedule.Add(position.Sequence, position.EnqueuedAt);
            // An ended process had it for its last allowed delivery.
            else if (IsWornOut(position.Entity, position.DeliveryCount))
                await DeadLetterWornOutAsync(position.Sequence);
            else if (position.State == MessageState.Active)
                Line(position.Entity).Add(position.Sequence);
        }

        _open = true;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_open)
            await OpenAsync(cancellationToken);
        _delivering = true;
        foreach (var pump in _pumps)
            pump.Start();
    }

    /// <summary>Stops calling functions. Senders are still served, because services that stop later may have to send.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_pumps.Select(pump => pump.StopAsync(cancellationToken)));

    public void Dispose()
    {
        _open = false;
        _isDisposed = true;
        _schedule.Dispose();
        _locks.Dispose();
        foreach (var pump in _pumps)
            pump.Dispose();
    }

    internal bool Holds(LockedMessage message) => _locks.IsHeld(message.LockToken);

    internal void StopRenewing(LockedMessage message) => _locks.StopRenewing(message.LockToken);

    /// <summary>
    /// Counts the delivery on disk, and then delivers the message. Returns null if it has expired or is gone.
    /// The delivery is counted first, so that a message that crashes the process is dead-lettered too.
    /// </summary>
    /// <exception cref="BusException">Nothing can be stored now; the caller must put the message back into its queue.</exception>
    internal async Task<LockedMessage?> LockAsync(BusEntity entity, long sequence, TimeSpan renewFor, bool deleteAtOnce)
    {
        var message = await StoreAsync(connection => Deliver(connection, sequence, deleteAtOnce));
        if (message is null)
            return null;
        if (message.Entity != entity)
        {
            Line(message.Entity).Add(sequence);
            return null;
        }

        if (deleteAtOnce)
            return new LockedMessage(message, Guid.Empty, default);
        var taken = _locks.Take(message, renewFor);
        return new LockedMessage(message, taken.Token, taken.Until);
    }

    private ReadyQueue Line(BusEntity entity) => _lines.GetOrAdd(entity, _ => new ReadyQueue(_work) { Faults = Faults });

    /// <exception cref="BusException">Nothing can be stored now; a retry can succeed.</exception>
    private async Task<T> StoreAsync<T>(Func<EmulatorConnection, T> work)
    {
        try
        {
            return await _database.WriteAsync(work);
        }
        catch (StorageException fault)
        {
            throw new BusException(BusFault.Busy, fault.Message, fault);
        }
    }

    /// <summary>Nobody waits for this work, so it is retried until the data file accepts it.</summary>
    private async void RunInBackground(Func<Task> work, Backoff? backoff = null)
    {
        if (_isDisposed)
            return;
        using var working = _work.Begin();
        try
        {
            await work();
        }
        catch (StorageException)
        {
            backoff ??= new Backoff();
            _clock.CreateTimer(_ => RunInBackground(work, backoff), null, backoff.Next(), Timeout.InfiniteTimeSpan);
        }
#pragma warning disable CA1031 // Other failures would repeat; at the next start the message is in its previous state.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.StateNotChanged(_logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Queue}: message {MessageId} returned to the queue after delivery {DeliveryCount}: {Why}")]
        public static partial void Returned(ILogger logger, string queue, string messageId, int deliveryCount, string why);

        [LoggerMessage(LogLevel.Error, "The state of a message could not be changed; it is unchanged until the next start")]
        public static partial void StateNotChanged(ILogger logger, Exception error);
    }
}
