using System.Collections.Concurrent;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// A Service Bus namespace in this process: peek-lock queues that are made on first use, on disk before a send is
/// acknowledged. What is locked, waiting or scheduled is kept in memory and built anew from the file at each start.
/// This part starts, stops and delivers; the others move messages on and serve the clients.
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

    /// <summary>How often the data file failed so far.</summary>
    internal long StorageFaults => _database.Faults;

    /// <summary>For tests: what goes wrong from now on. Set before the start.</summary>
    public DeliveryFaults? Faults { get; init; }

    /// <summary>Names the function that listens to a queue; before the start.</summary>
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

    /// <summary>Serves senders and receivers from here on; functions are called after <see cref="StartAsync"/>.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _database.EnsureSchema(MessageStore.Schema);
        foreach (var place in _database.Read(MessageStore.Places))
        {
            if (place.State == MessageState.Scheduled)
                _schedule.Add(place.Sequence, place.EnqueuedAt);
            // It was in the hands of a process that died, for the last time that it may be.
            else if (IsWornOut(place.Entity, place.DeliveryCount))
                await DeadLetterWornOutAsync(place.Sequence);
            else if (place.State == MessageState.Active)
                Line(place.Entity).Add(place.Sequence);
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

    /// <summary>No function is called any more. Senders are served until the end: others that stop later may still have to send.</summary>
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
    /// Counts the delivery on disk, then hands the message out. Null: it expired or is gone. A delivery is counted before it
    /// happens, so a message that kills the process wears out too.
    /// </summary>
    /// <exception cref="BusException">Nothing can be stored now; the caller that took the message out of its line puts it back.</exception>
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

    /// <exception cref="BusException">Nothing can be stored now: the service is busy, and it is worth trying again.</exception>
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

    /// <summary>Nobody waits for this, so it is tried until the data file takes it.</summary>
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
#pragma warning disable CA1031 // What else goes wrong does so each time; the next start finds the message as it was.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Broken(_logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Queue}: message {MessageId} is given back after delivery {DeliveryCount}: {Why}")]
        public static partial void GivenBack(ILogger logger, string queue, string messageId, int deliveryCount, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "A message could not be moved on; it stays as it was until the next start")]
        public static partial void Broken(ILogger logger, Exception error);
    }
}
