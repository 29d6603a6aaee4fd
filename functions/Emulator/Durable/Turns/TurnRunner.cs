using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Runs the code of one turn, in memory or rebuilt from history. Nothing that it does is written yet.</summary>
internal sealed partial class TurnRunner(
    EmulatorDatabase database,
    EmulatorClock clock,
    WarmOrchestrations warm,
    IDurableFunctions functions,
    WorkerJson json,
    DurableEngineOptions options,
    ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<TurnRunner>();

    public Ran Run(string instanceId, List<Message> messages)
    {
        List<HistoryEvent> past = [];
        var live = warm.Take(instanceId);
        if (live is null)
        {
            (var instance, past) = Load(instanceId);
            if (instance is null || instance.IsFinished)
                return new Ran.Nobody();
            live = new LiveOrchestration(instance, options, functions, json, loggers);
        }

        var news = messages
            .Where(message => message.ExecutionId is null || message.ExecutionId == live.Instance.ExecutionId)
            .Select(message => message.Event)
            // An event that overtook the start still comes after it.
            .OrderBy(happened => happened is not HistoryEvent.ExecutionStarted)
            .ToList();
        return Run(live, past, news) is { } turn ? new Ran.Took(live, turn) : new Ran.NotYet();
    }

    private Turn? Run(LiveOrchestration live, List<HistoryEvent> past, List<HistoryEvent> news)
    {
        var instance = live.Instance;
        var isDue = instance.Status != OrchestrationRuntimeStatus.Pending
            || news.Exists(happened => happened is HistoryEvent.ExecutionStarted or HistoryEvent.Terminated);
        if (!isDue)
            return null;

        var now = clock.GetUtcNow();
        if (VersionRule.FindMismatch(options, instance.Version) is { } mismatch)
        {
            Log.WrongVersion(_logger, instance.InstanceId, mismatch.ErrorMessage);
            return options.VersionFailureStrategy == VersionFailureStrategy.Fail ? live.Fail(now, mismatch) : null;
        }

        return functions.HasOrchestrator(instance.Name)
            ? live.Run(now, past, news)
            : live.Fail(now, Failure.Of(Failure.NoSuchOrchestrator, $"No orchestrator task named '{instance.Name}' was found."));
    }

    private (InstanceRecord? Instance, List<HistoryEvent> History) Load(string instanceId) =>
        database.Read(connection => InstanceStore.Find(connection, instanceId) is { } found
            ? (found, InstanceStore.History(connection, found))
            : (null, []));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Orchestration {InstanceId} is not run here: {Reason}")]
        public static partial void WrongVersion(ILogger logger, string instanceId, string reason);
    }
}

/// <summary>What came of an attempt at a turn.</summary>
internal abstract record Ran
{
    private Ran()
    {
    }

    /// <summary>The instance has ended, or never was: what was for it is for nobody.</summary>
    public sealed record Nobody : Ran;

    /// <summary>It is not to start yet, or another process runs its version: what is for it waits.</summary>
    public sealed record NotYet : Ran;

    public sealed record Took(LiveOrchestration Live, Turn Turn) : Ran;
}
