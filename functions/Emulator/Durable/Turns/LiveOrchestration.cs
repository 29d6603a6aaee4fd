using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Durable.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>An orchestration in memory. A turn feeds it what has happened and takes what it wants done.</summary>
internal sealed class LiveOrchestration
{
    private readonly DurableEngineOptions _options;
    private readonly IDurableFunctions _functions;
    private readonly DataConverter _converter;
    private readonly ILoggerFactory _loggers;
    private Execution _execution;
    private int _historyCount;

    public LiveOrchestration(
        InstanceRecord instance, DurableEngineOptions options, IDurableFunctions functions, DataConverter converter, ILoggerFactory loggers)
    {
        Instance = instance;
        (_options, _functions, _converter, _loggers) = (options, functions, converter, loggers);
        _execution = NewExecution();
    }

    public InstanceRecord Instance { get; private set; }

    /// <summary>Runs one turn; when the code and <paramref name="past"/> (empty for one already in memory) disagree, it fails the orchestration.</summary>
    public Turn Run(DateTimeOffset now, IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> news)
    {
        var turn = new Turn(Instance) { Now = now };
        ExecutionEnd? end;
        try
        {
            if (past.Count > 0)
            {
                _historyCount = past.Count;
                _execution.Replay(past);
            }

            turn.FirstNumber = _historyCount;
            while ((end = Step(turn, news)) is ExecutionEnd.ContinuedAsNew { Next: var next })
                news = BeginAgain(turn, next);
        }
        // Whatever comes out of a step is the orchestrator's failure: it must not stop the engine.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            turn.FirstNumber = _historyCount;
            end = new ExecutionEnd.Failed(TaskFailureDetails.FromException(failed));
        }

        Instance = Ended(end) with { UpdatedAt = now, CustomStatus = _execution.Context.CustomStatus };
        _historyCount += turn.History.Count;
        turn.Finish(Instance, isRecursive: end is ExecutionEnd.Terminated { Recursive: true });
        return turn;
    }

    /// <summary>Fails it without running its code.</summary>
    public Turn Fail(DateTimeOffset now, TaskFailureDetails details)
    {
        var turn = new Turn(Instance) { Now = now };
        Instance = Instance with { Status = OrchestrationRuntimeStatus.Failed, Failure = details, UpdatedAt = now };
        turn.Finish(Instance, isRecursive: false);
        return turn;
    }

    private ExecutionEnd? Step(Turn turn, IReadOnlyList<HistoryEvent> news)
    {
        foreach (var happened in news.Prepend(new HistoryEvent.TurnStarted(turn.Now)))
        {
            turn.History.Add(happened);
            _execution.Play(happened, isReplaying: false);
        }

        var (requests, cancelledTimers) = _execution.Context.Tasks.TakeNews();
        turn.Add(requests, cancelledTimers);
        return _execution.FindEnd();
    }

    private List<HistoryEvent> BeginAgain(Turn turn, Continuation next)
    {
        turn.BeginAgain(Instance);
        Instance = Instance with { ExecutionId = InstanceRecord.NewExecutionId(), Input = next.Input, Version = next.Version };
        _execution = NewExecution();
        _historyCount = 0;
        return [new HistoryEvent.ExecutionStarted(), .. next.Events.Select(raised => new HistoryEvent.EventRaised(raised.Name, raised.Input))];
    }

    private InstanceRecord Ended(ExecutionEnd? end) => end switch
    {
        ExecutionEnd.Completed completed => Instance with { Status = OrchestrationRuntimeStatus.Completed, Output = completed.Output },
        ExecutionEnd.Failed failed => Instance with { Status = OrchestrationRuntimeStatus.Failed, Failure = failed.Details },
        ExecutionEnd.Terminated terminated => Instance with { Status = OrchestrationRuntimeStatus.Terminated, Output = terminated.Output },
        _ => Instance with { Status = _execution.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running },
    };

    private Execution NewExecution() => new(Instance, _options.DefaultVersion, _functions, _converter, _loggers);
}
