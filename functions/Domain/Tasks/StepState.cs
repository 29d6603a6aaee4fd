using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>Where a step of a task's policy stands.</summary>
public enum StepState
{
    /// <summary>The task is open and in this step.</summary>
    Current,

    /// <summary>A decision ended it.</summary>
    Decided,

    /// <summary>It began and ended without a decision.</summary>
    Undecided,

    /// <summary>It does not apply at this risk, or the holder could not answer.</summary>
    NotRequired,

    /// <summary>It is still to come.</summary>
    Waiting,

    /// <summary>The task closed before it began.</summary>
    NotReached,
}

public static class StepStates
{
    /// <summary>The state of a step, at the effective risk while the task is open, and at the risk of its opening afterwards.</summary>
    public static StepState StateOf(this ReviewTask task, int step, Risk effectiveRisk)
    {
        if (task.IsOpen && step == task.Step)
            return StepState.Current;
        if (task.Decisions.Any(decision => decision.Step == step))
            return StepState.Decided;
        if (task.HasBegun(step))
            return StepState.Undecided;
        if (task.Policy.Steps[step].AsksHolder() || !task.Policy.Steps[step].AppliesTo(task.IsOpen ? effectiveRisk : task.Subject.Risk))
            return StepState.NotRequired;
        return task.IsOpen ? StepState.Waiting : StepState.NotReached;
    }
}
