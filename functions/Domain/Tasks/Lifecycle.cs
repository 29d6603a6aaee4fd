namespace AccessReview.Domain.Tasks;

/// <summary>What the clock owes a task.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>The task is closed: no clock concerns it any more.</summary>
    public sealed record Finished : NextStep;

    /// <summary>This rung is due now.</summary>
    public sealed record Climb(int Step, int Rung) : NextStep;

    /// <summary>The end of the wanted access has come: the task closes.</summary>
    public sealed record Recheck : NextStep;

    /// <summary>Nothing is due before this time.</summary>
    public sealed record WaitUntil(DateTimeOffset At) : NextStep;
}

/// <summary>A task's whole schedule as a pure function: an open task always has a next wake, a closed one never.</summary>
public static class Lifecycle
{
    public static NextStep Next(ReviewTask task, DateTimeOffset now)
    {
        if (!task.IsOpen)
            return new NextStep.Finished();

        var end = task.Kind is TaskKind.Approval or TaskKind.Provisioning ? task.Subject.Until : null;
        if (end <= now)
            return new NextStep.Recheck();

        var ladder = task.CurrentStep.Ladder;
        // PolicyCheck asks for a closing rung; a policy from elsewhere that lacks one is still looked at daily.
        if (task.NextRung >= ladder.Count)
            return new NextStep.WaitUntil(Earlier(now + TimeSpan.FromDays(1), end));

        var dueAt = task.StepStartedAt + ladder[task.NextRung].After;
        return dueAt <= now ? new NextStep.Climb(task.Step, task.NextRung) : new NextStep.WaitUntil(Earlier(dueAt, end));
    }

    private static DateTimeOffset Earlier(DateTimeOffset due, DateTimeOffset? end) => end < due ? end.Value : due;
}
