using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Durable.Orchestrators;
using AccessReview.Emulator.Durable.Turns;
using DurableTask.Core.Exceptions;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Replays;

/// <summary>Runs today's orchestrator over a history of yesterday's, as a wake after a deployment would, and runs nothing else.</summary>
internal sealed class HistoryReplay(IDurableFunctions functions, WorkerJson json, DurableEngineOptions options, ILoggerFactory loggers)
{
    public Replayed Replay(RecordedExecution recorded)
    {
        if (!functions.HasOrchestrator(recorded.Orchestration))
            return new Replayed.Departed(0, "There is no orchestrator function of that name any more.");
        if (VersionRule.FindMismatch(options, recorded.Version) is { } mismatch)
            return new Replayed.Departed(0, mismatch.ErrorMessage);

        var instance = new InstanceRecord(recorded.InstanceId, "replay", recorded.Orchestration, recorded.Version, DateTimeOffset.UnixEpoch) { Input = recorded.Input };
        var execution = new Execution(instance, options.DefaultVersion, functions, json, loggers);
        List<OrchestratorAction> asked = [];
        var number = 0;
        try
        {
            foreach (var happened in recorded.Events)
            {
                // What a turn asks for is written at its end: what is not there when the next one begins was not asked for then.
                if (happened is HistoryEvent.TurnStarted)
                    execution.Context.Tasks.EnsureNothingNew();
                asked.AddRange(execution.Context.Tasks.Requests.Where(request => request.Id == RequestIn(happened)));
                execution.Play(happened, isReplaying: true);
                number++;
            }

            execution.Context.Tasks.EnsureNothingNew();
        }
        catch (NonDeterministicOrchestrationException departed)
        {
            return new Replayed.Departed(number, departed.Message);
        }

        return new Replayed.Followed(asked, execution.FindEnd() switch
        {
            null => execution.IsSuspended ? ("suspended", null) : ("running", null),
            ExecutionEnd.Completed completed => ("completed", completed.Output),
            ExecutionEnd.Failed failed => ("failed", failed.Details.ErrorMessage),
            ExecutionEnd.Terminated terminated => ("terminated", terminated.Output),
            ExecutionEnd.ContinuedAsNew continued => ("continuedAsNew", continued.Next.Input),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    private static int? RequestIn(HistoryEvent happened) => happened switch
    {
        HistoryEvent.ActivityScheduled asked => asked.Id,
        HistoryEvent.TimerCreated asked => asked.Id,
        HistoryEvent.SubOrchestrationCreated asked => asked.Id,
        HistoryEvent.EventSent asked => asked.Id,
        _ => null,
    };
}

/// <summary>What came of a replay.</summary>
internal abstract record Replayed
{
    private Replayed()
    {
    }

    /// <param name="Asked">Activities, timers, sub-orchestrations and events, in the order of the history.</param>
    /// <param name="End">How it ended, in the words of <see cref="RecordedExecution"/>.</param>
    public sealed record Followed(IReadOnlyList<OrchestratorAction> Asked, (string How, string? Output) End) : Replayed;

    /// <param name="Event">The number, from 0, of the first event that does not fit.</param>
    public sealed record Departed(int Event, string Why) : Replayed;
}
