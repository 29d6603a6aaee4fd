using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>One running execution of an orchestrator: its code, halted at its awaits, and what has happened to it so far.</summary>
internal sealed class Execution
{
    private readonly InstanceRecord _instance;
    private readonly IDurableFunctions _functions;
    private readonly DataConverter _converter;
    private readonly TurnPump _pump = new();
    private readonly Queue<HistoryEvent> _whileSuspended = [];
    private HistoryEvent.Terminated? _terminated;
    private Task<string?>? _output;

    public Execution(
        InstanceRecord instance, string defaultVersion, IDurableFunctions functions, DataConverter converter, ILoggerFactory loggers)
    {
        _instance = instance;
        _functions = functions;
        _converter = converter;
        Context = new OrchestratorContext(instance, defaultVersion, converter, loggers, _pump);
    }

    public OrchestratorContext Context { get; }

    public bool IsSuspended { get; private set; }

    /// <summary>Brings fresh code to where an earlier process or turn had left it.</summary>
    public void Replay(IEnumerable<HistoryEvent> history)
    {
        foreach (var recorded in history)
            Play(recorded, isReplaying: true);

        Context.Tasks.EnsureNothingNew();
        Context.Tasks.TakeNews();
    }

    public void Play(HistoryEvent happened, bool isReplaying)
    {
        Context.SetReplaying(isReplaying);
        _pump.Run(() => Step(happened));
    }

    /// <summary>How it ended, or null while it goes on. It goes on while a task or timer of its is open, as in Microsoft's.</summary>
    public ExecutionEnd? FindEnd()
    {
        if (_terminated is not null)
            return new ExecutionEnd.Terminated(_terminated.Output, _terminated.Recursive);
        if (_output is null || Context.Tasks.HasAny)
            return _pump.WasTrespassed ? Trespassed() : null;
        if (!_output.IsCompleted)
            return IsSuspended || (Context.Events.HasWaits && !_pump.WasTrespassed) ? null : Trespassed();
        if (_output.Exception is { } failed)
            return new ExecutionEnd.Failed(TaskFailureDetails.FromException(failed.InnerException ?? failed));
        if (_output.IsCanceled)
            return new ExecutionEnd.Failed(TaskFailureDetails.FromException(new TaskCanceledException()));
        return Context.Continuation is { } next
            ? new ExecutionEnd.ContinuedAsNew(next)
            : new ExecutionEnd.Completed(_output.GetAwaiter().GetResult());
    }

    private static ExecutionEnd.Failed Trespassed() =>
        new(TaskFailureDetails.FromException(new InvalidOperationException(TurnPump.IllegalAwait)));

    private void Step(HistoryEvent happened)
    {
        if (_terminated is not null)
            return;

        var waits = happened is
            HistoryEvent.ActivityCompleted or HistoryEvent.ActivityFailed or HistoryEvent.SubOrchestrationCompleted
            or HistoryEvent.SubOrchestrationFailed or HistoryEvent.TimerFired or HistoryEvent.EventRaised;
        if (IsSuspended && waits)
        {
            _whileSuspended.Enqueue(happened);
            return;
        }

        switch (happened)
        {
            case HistoryEvent.TurnStarted turn: Context.BeginTurn(turn.At); break;
            case HistoryEvent.ExecutionStarted: _output = RunAsync(); break;
            case HistoryEvent.ActivityCompleted done: Context.Tasks.Complete(done.Id, done.Result); break;
            case HistoryEvent.ActivityFailed failed: Context.Tasks.Fail(failed.Id, failed.Failure); break;
            case HistoryEvent.SubOrchestrationCompleted done: Context.Tasks.Complete(done.Id, done.Result); break;
            case HistoryEvent.SubOrchestrationFailed failed: Context.Tasks.Fail(failed.Id, failed.Failure); break;
            case HistoryEvent.TimerFired fired: Context.Tasks.Complete(fired.Id, null); break;
            case HistoryEvent.EventRaised raised: Raise(raised); break;
            case HistoryEvent.Terminated terminated: _terminated = terminated; break;
            case HistoryEvent.Suspended: IsSuspended = true; break;
            case HistoryEvent.Resumed: Resume(); break;
            case HistoryEvent.ActivityScheduled asked: Context.Tasks.Confirm(asked.Id, asked, $"an activity task named '{asked.Name}'"); break;
            case HistoryEvent.TimerCreated asked: Context.Tasks.Confirm(asked.Id, asked, "a timer task"); break;
            case HistoryEvent.SubOrchestrationCreated asked: Context.Tasks.Confirm(asked.Id, asked, $"a sub-orchestration task named '{asked.Name}'"); break;
            case HistoryEvent.EventSent asked: Context.Tasks.Confirm(asked.Id, asked, $"a send event task named '{asked.Name}'"); break;
        }
    }

    private void Raise(HistoryEvent.EventRaised raised)
    {
        // Who has asked to begin again takes no more events: they are the next execution's.
        if (Context.Continuation is { } next)
            next.Events.Add((raised.Name, raised.Input));
        else
            Context.Events.Raise(raised.Name, raised.Input);
    }

    private void Resume()
    {
        IsSuspended = false;
        while (!IsSuspended && _whileSuspended.TryDequeue(out var held))
            Step(held);
    }

    private async Task<string?> RunAsync()
    {
        var output = await _functions.RunOrchestratorAsync(_instance.Name, Context);
        return _converter.Serialize(output);
    }
}

/// <summary>How an execution ended.</summary>
internal abstract record ExecutionEnd
{
    private ExecutionEnd()
    {
    }

    public sealed record Completed(string? Output) : ExecutionEnd;

    public sealed record Failed(TaskFailureDetails Details) : ExecutionEnd;

    public sealed record Terminated(string? Output, bool Recursive) : ExecutionEnd;

    public sealed record ContinuedAsNew(Continuation Next) : ExecutionEnd;
}
