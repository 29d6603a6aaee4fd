using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Gives instances their turns: take what has happened, run the code, write it all at once, then set the rest going.</summary>
internal sealed partial class TurnDispatcher(
    EmulatorDatabase database,
    EmulatorClock clock,
    Mailboxes mailboxes,
    WarmOrchestrations warm,
    TimerService timers,
    ActivityDispatcher activities,
    InstanceWaiters waiters,
    IDurableFunctions functions,
    WorkerJson json,
    DurableEngineOptions options,
    ILoggerFactory loggers)
{
    private static readonly TimeSpan BreathAfterFault = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<TurnDispatcher>();

    // Counts turns that have left the loop, so that a stop can wait for their commits.
    private readonly WorkInFlight _turns = new();

    public async Task RunAsync(CancellationToken stopping)
    {
        using var slots = new SemaphoreSlim(options.MaxConcurrentOrchestrations);
        try
        {
            await foreach (var instanceId in mailboxes.Ready.ReadAllAsync(stopping))
            {
                await slots.WaitAsync(stopping);
                // The token goes with the work and ends with it.
#pragma warning disable CA2000
                Begin(instanceId, slots, _turns.Begin());
#pragma warning restore CA2000
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left in the mailboxes is in the database too.
        }

        await _turns.WhenIdleAsync(CancellationToken.None);
    }

    private void Begin(string instanceId, SemaphoreSlim slots, IDisposable running) =>
        Task.Run(
            async () =>
            {
                using (running)
                    await TurnAsync(instanceId, slots);
            },
            CancellationToken.None);

    private async Task TurnAsync(string instanceId, SemaphoreSlim slots)
    {
        var letters = mailboxes.Open(instanceId);
        try
        {
            (LiveOrchestration? Live, Turn? Turn) ran;
            try
            {
                ran = Run(instanceId, letters);
            }
            finally
            {
                // Only code takes a slot; waiting for the disk does not.
                slots.Release();
            }

            if (ran.Live is null)
                await DiscardAsync(letters);
            else if (ran.Turn is null)
                mailboxes.PutAside(instanceId, letters);
            else
                await CommitAsync(ran.Live, ran.Turn, letters);

            if (ran.Live is not null && ran.Turn is null)
                return;
            foreach (var letter in letters)
                letter.Token.Dispose();
            mailboxes.Close(instanceId);
        }
        // The disk is full, the database closed, or a fault of ours: nothing is lost, the turn is tried again.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.TurnFailed(_logger, fault, instanceId);
            mailboxes.PutAside(instanceId, letters);
            clock.CreateTimer(_ => mailboxes.Wake(instanceId), null, BreathAfterFault, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>No orchestration: nobody to tell. No turn: not yet.</summary>
    private (LiveOrchestration? Live, Turn? Turn) Run(string instanceId, List<Letter> letters)
    {
        List<HistoryEvent> past = [];
        if (warm.Take(instanceId) is not { } live)
        {
            var (instance, history) = database.Read(connection => InstanceStore.Find(connection, instanceId) is { } found
                ? (found, InstanceStore.History(connection, found))
                : (null, []));
            if (instance is null || instance.IsFinished)
                return (null, null);
            live = new LiveOrchestration(instance, options, functions, json, loggers);
            past = history;
        }

        var isNew = live.Instance.Status == OrchestrationRuntimeStatus.Pending;
        var news = letters
            .Select(letter => letter.Message)
            .Where(message => message.ExecutionId is null || message.ExecutionId == live.Instance.ExecutionId)
            .Select(message => message.Event)
            // An event that overtook the start still comes after it.
            .OrderBy(happened => happened is not HistoryEvent.ExecutionStarted)
            .ToList();
        if (isNew && !news.Exists(happened => happened is HistoryEvent.ExecutionStarted or HistoryEvent.Terminated))
            return (live, null);

        var now = clock.GetUtcNow();
        if (VersionRule.FindMismatch(options, live.Instance.Version) is { } mismatch)
        {
            Log.WrongVersion(_logger, instanceId, mismatch.ErrorMessage);
            return (live, options.VersionFailureStrategy == VersionFailureStrategy.Fail ? live.Fail(now, mismatch) : null);
        }

        if (!functions.HasOrchestrator(live.Instance.Name))
        {
            return (live, live.Fail(
                now, Failure.Of(Failure.NoSuchOrchestrator, $"No orchestrator task named '{live.Instance.Name}' was found.")));
        }

        return (live, live.Run(now, past, news));
    }

    private async Task CommitAsync(LiveOrchestration live, Turn turn, List<Letter> letters)
    {
        var committed = await database.WriteAsync(
            connection => TurnCommit.Write(connection, turn, letters.Select(letter => letter.Message)));
        if (committed is null)
            return;

        var id = turn.After.InstanceId;
        if (turn.HasBegunAgain || turn.After.IsFinished)
            timers.CancelAll(id);
        foreach (var timerId in turn.CancelledTimers)
            timers.Cancel(id, turn.After.ExecutionId, timerId);
        if (!turn.After.IsFinished)
            warm.Put(live);

        committed.Timers.ForEach(timers.Arm);
        committed.Activities.ForEach(activities.Enqueue);
        committed.Posted.ForEach(mailboxes.Deliver);
        waiters.Tell(turn.After);
        if (turn.After.Failure is { } failure && turn.After.IsFinished)
            Log.OrchestrationFailed(_logger, turn.After.Name, id, failure.ErrorType, failure.ErrorMessage);
    }

    private Task DiscardAsync(List<Letter> letters) =>
        database.WriteAsync(connection => letters.ForEach(letter => MessageInbox.Remove(connection, letter.Message)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A turn of orchestration {InstanceId} could not be run or written; it is tried again.")]
        public static partial void TurnFailed(ILogger logger, Exception fault, string instanceId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Orchestration {InstanceId} is not run here: {Reason}")]
        public static partial void WrongVersion(ILogger logger, string instanceId, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Orchestration {Name} {InstanceId} failed: {ErrorType}: {Error}")]
        public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, string errorType, string error);
    }
}
