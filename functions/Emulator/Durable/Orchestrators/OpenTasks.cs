using AccessReview.Emulator.Durable.History;
using DurableTask.Core.Exceptions;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>What an execution has asked for: requests that are not in history yet, and tasks that are not answered yet.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, (string Name, TaskCompletionSource<string?> Answer)> _open = [];
    private readonly SortedDictionary<int, OrchestratorAction> _requests = [];
    private readonly List<int> _cancelledTimers = [];
    private int _count;

    public bool HasAny => _open.Count > 0;

    /// <summary>What was asked for since and is not in history yet.</summary>
    public IReadOnlyCollection<OrchestratorAction> Requests => _requests.Values;

    /// <summary>Records a request that nobody waits for.</summary>
    public void Request(Func<int, OrchestratorAction> action)
    {
        var id = _count++;
        _requests.Add(id, action(id));
    }

    public Task<string?> Ask(string name, Func<int, OrchestratorAction> action)
    {
        var id = _count;
        Request(action);
        // Its continuations run on the spot, in the turn that answers it.
        var answer = new TaskCompletionSource<string?>();
        _open.Add(id, (name, answer));
        return answer.Task;
    }

    public Task AskTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        var id = _count;
        var fired = Ask("timer", number => new OrchestratorAction.CreateTimer(number, fireAt));
        cancellationToken.Register(() =>
        {
            if (!_open.Remove(id, out var timer))
                return;
            _cancelledTimers.Add(id);
            timer.Answer.TrySetCanceled(cancellationToken);
        });
        return fired;
    }

    /// <summary>An answer to a task that is open no more (a cancelled timer, a second delivery) changes nothing.</summary>
    public void Complete(int id, string? result)
    {
        if (_open.Remove(id, out var task))
            task.Answer.SetResult(result);
    }

    public void Fail(int id, Failure failure)
    {
        if (_open.Remove(id, out var task))
            task.Answer.SetException(new AttemptFailedException(task.Name, id, failure));
    }

    /// <summary>A replay has come to a request that history has: it must be the one that was made now.</summary>
    public void Confirm(int id, HistoryEvent recorded, string description)
    {
        if (!_requests.Remove(id, out var action))
        {
            throw new NonDeterministicOrchestrationException(
                id,
                $"A previous execution of this orchestration scheduled {description} with sequence number {id}, but the current replay "
                + "execution hasn't (yet?) scheduled this task. Was a change made to the orchestrator code after this instance had already started running?");
        }

        if (!IsSame(action.ToHistory(), recorded))
        {
            throw new NonDeterministicOrchestrationException(
                id,
                $"A previous execution of this orchestration scheduled {description} with sequence number {id}, but the current orchestration "
                + $"replay instead scheduled {action.Description} with this sequence number. Was a change made to the orchestrator code "
                + "after this instance had already started running?");
        }
    }

    public void EnsureNothingNew()
    {
        foreach (var (id, action) in _requests)
        {
            throw new NonDeterministicOrchestrationException(
                id,
                $"The current replay of this orchestration scheduled {action.Description} with sequence number {id}, which no previous "
                + "execution had scheduled. Was a change made to the orchestrator code after this instance had already started running?");
        }
    }

    public (List<OrchestratorAction> Requests, List<int> CancelledTimers) TakeNews()
    {
        var news = (_requests.Values.ToList(), _cancelledTimers.ToList());
        _requests.Clear();
        _cancelledTimers.Clear();
        return news;
    }

    private static bool IsSame(HistoryEvent now, HistoryEvent then) => (now, then) switch
    {
        (HistoryEvent.ActivityScheduled a, HistoryEvent.ActivityScheduled b) => SameName(a.Name, b.Name),
        (HistoryEvent.SubOrchestrationCreated a, HistoryEvent.SubOrchestrationCreated b) => SameName(a.Name, b.Name),
        (HistoryEvent.EventSent a, HistoryEvent.EventSent b) => SameName(a.Name, b.Name),
        (HistoryEvent.TimerCreated, HistoryEvent.TimerCreated) => true,
        _ => false,
    };

    private static bool SameName(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
