using System.Collections.Concurrent;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Gives instances their turns: take what has happened, run the code, write it all at once, then set the rest going.</summary>
internal sealed partial class TurnDispatcher(
    EmulatorDatabase database,
    EmulatorClock clock,
    Mailboxes mailboxes,
    TurnRunner runner,
    WarmOrchestrations warm,
    TimerService timers,
    ActivityDispatcher activities,
    InstanceWaiters waiters,
    DurableEngineOptions options,
    FaultLog faults,
    ILogger<TurnDispatcher> logger)
{
    private readonly ConcurrentDictionary<string, Backoff> _failing = new(StringComparer.Ordinal);

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
            Ran ran;
            try
            {
                ran = runner.Run(instanceId, letters.ConvertAll(letter => letter.Message));
            }
            finally
            {
                // Only code takes a slot; waiting for the disk does not.
                slots.Release();
            }

            if (ran is Ran.NotYet)
            {
                mailboxes.PutAside(instanceId, letters);
                return;
            }

            if (ran is Ran.Took(var live, var turn))
                await CommitAsync(live, turn, letters);
            else
                await DiscardAsync(letters);

            foreach (var letter in letters)
                letter.Token.Dispose();
            mailboxes.Close(instanceId);
            _failing.TryRemove(instanceId, out _);
        }
        // The disk is full, the database closed, or a fault of ours: nothing is lost, the turn is tried again.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            // What keeps the data file from being written is logged by the database.
            if (fault is not StorageException && faults.IsDue(nameof(TurnDispatcher), fault, out var leftOut))
                Log.TurnFailed(logger, fault, instanceId, leftOut);
            var wait = _failing.GetOrAdd(instanceId, _ => new Backoff()).Next();
            mailboxes.PutAside(instanceId, letters, () => clock.CreateTimer(_ => mailboxes.Wake(instanceId), null, wait, Timeout.InfiniteTimeSpan));
        }
    }

    private async Task CommitAsync(LiveOrchestration live, Turn turn, List<Letter> letters)
    {
        var committed = await database.WriteAsync(
            connection => TurnCommit.Write(connection, turn, letters.Select(letter => letter.Message), options.KeepHistories));
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
            Log.OrchestrationFailed(logger, turn.After.Name, id, failure.ErrorType, failure.ErrorMessage);
    }

    private Task DiscardAsync(List<Letter> letters) =>
        database.WriteAsync(connection => letters.ForEach(letter => MessageInbox.Remove(connection, letter.Message)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A turn of orchestration {InstanceId} could not be run or written; it is tried again ({LeftOut} more failures since this was last logged).")]
        public static partial void TurnFailed(ILogger logger, Exception fault, string instanceId, int leftOut);

        [LoggerMessage(Level = LogLevel.Error, Message = "Orchestration {Name} {InstanceId} failed: {ErrorType}: {Error}")]
        public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, string errorType, string error);
    }
}
