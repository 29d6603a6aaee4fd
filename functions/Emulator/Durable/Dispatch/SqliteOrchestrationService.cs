using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.Client;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Storage;
using DurableTask.Core;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>
/// The engine's storage: instances, histories and messages are in the data file, and work is dispatched from memory.
/// Everything that a caller was told is on disk. At the start it continues all unfinished work of an earlier process.
/// </summary>
internal sealed partial class SqliteOrchestrationService : IOrchestrationService, IDisposable
{
    private readonly EmulatorDatabase _database;
    private readonly TimeProvider _clock;
    private readonly DurableOptions _options;
    private readonly ILogger _logger;
    private readonly Mailboxes _mailboxes;
    private readonly Timers _timers;
    private readonly ActivityQueue _activities;
    private readonly WarmInstances _warm;
    private readonly InstanceWaiters _waiters = new();
    private readonly RetryTimes _retries;
    private readonly WorkInFlight _underWay = new();
    private long _lastMessageId;

    public SqliteOrchestrationService(
        EmulatorDatabase database,
        EmulatorClock clock,
        WorkInFlight work,
        DurableOptions options,
        ILogger<SqliteOrchestrationService> logger)
    {
        _database = database;
        _clock = clock;
        _options = options;
        _logger = logger;
        _mailboxes = new Mailboxes(work);
        _timers = new Timers(clock, _mailboxes);
        _activities = new ActivityQueue(work);
        _warm = new WarmInstances(options);
        _retries = new RetryTimes(clock);
    }

    public int TaskOrchestrationDispatcherCount => 1;

    public int MaxConcurrentTaskOrchestrationWorkItems => _options.MaxConcurrentOrchestratorFunctions;

    public int TaskActivityDispatcherCount => 1;

    public int MaxConcurrentTaskActivityWorkItems => _options.MaxConcurrentActivityFunctions;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    public Task StartAsync()
    {
        _database.EnsureSchema(HubSchema.Sql);
        var messages = _database.Read(MessageRows.All);
        _lastMessageId = messages.Count == 0 ? 0 : messages.Max(message => message.Id);
        // Sent events come before timers that have become due since: a timer that lost against an event must not win now.
        foreach (var message in messages.OrderBy(message => message.DueAt ?? DateTimeOffset.MinValue))
            SetGoing(message);
        return Task.CompletedTask;
    }

    public Task StopAsync() => StopAsync(isForced: false);

    /// <summary>Completes after the turns and activities in progress have ended.</summary>
    public async Task StopAsync(bool isForced)
    {
        _timers.Dispose();
        if (!isForced)
            await _underWay.WhenIdleAsync();
    }

    public Task CreateAsync() => CreateAsync(recreateInstanceStore: true);

    public async Task CreateAsync(bool recreateInstanceStore)
    {
        if (recreateInstanceStore)
            await DeleteAsync();
        await CreateIfNotExistsAsync();
    }

    public Task CreateIfNotExistsAsync()
    {
        _database.EnsureSchema(HubSchema.Sql);
        return Task.CompletedTask;
    }

    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    public Task DeleteAsync(bool deleteInstanceStore) => _database.WriteAsync(connection =>
        connection.ExecuteScript(HubSchema.Drop));

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    // A failed turn waits separately and does not delay the others.
    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 0;

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => 0;

    public void Dispose() => _timers.Dispose();

    private long NextMessageId() => Interlocked.Increment(ref _lastMessageId);

    private void SetGoing(HubMessage message)
    {
        switch (message.Kind)
        {
            case MessageKind.Event:
                _mailboxes.Deliver(message);
                break;
            case MessageKind.Timer:
                _timers.Arm(message);
                break;
            case MessageKind.Activity:
                _activities.Add(message);
                break;
        }
    }
}
