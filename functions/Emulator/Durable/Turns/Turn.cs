using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Durable.Orchestrators;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>All that one turn changes. It is written whole or not at all.</summary>
internal sealed class Turn(InstanceRecord before)
{
    public DateTimeOffset Now { get; init; }

    public InstanceRecord Before { get; } = before;

    public InstanceRecord After { get; private set; } = before;

    /// <summary>Where <see cref="History"/> goes on in the execution's history.</summary>
    public int FirstNumber { get; set; }

    public List<HistoryEvent> History { get; } = [];

    public List<OrchestratorAction> Requests { get; } = [];

    public List<int> CancelledTimers { get; } = [];

    /// <summary>The orchestration continued as new within this turn: the older executions' rows go.</summary>
    public bool HasBegunAgain { get; private set; }

    /// <summary>The executions that ended by continuing as new, each with the part of its history that is not written yet.</summary>
    public List<(InstanceRecord Execution, int FirstNumber, List<HistoryEvent> History)> Ended { get; } = [];

    /// <summary>Its termination reaches its sub-orchestrations.</summary>
    public bool IsRecursive { get; private set; }

    public void Add(List<OrchestratorAction> requests, List<int> cancelledTimers)
    {
        History.AddRange(requests.Select(request => request.ToHistory()));
        Requests.AddRange(requests.Where(request => request is not OrchestratorAction.CreateTimer timer || !cancelledTimers.Contains(timer.Id)));
        CancelledTimers.AddRange(cancelledTimers);
    }

    public void BeginAgain(InstanceRecord ended)
    {
        HasBegunAgain = true;
        Ended.Add((ended, FirstNumber, [.. History]));
        FirstNumber = 0;
        History.Clear();
        CancelledTimers.Clear();
        // An execution ends only when its tasks are answered; what it still has to give are events for others.
        Requests.RemoveAll(request => request is not OrchestratorAction.SendEvent);
    }

    public void Finish(InstanceRecord after, bool isRecursive)
    {
        After = after;
        IsRecursive = isRecursive;
    }
}
