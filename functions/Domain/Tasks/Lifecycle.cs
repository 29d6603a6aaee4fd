namespace AccessReview.Domain.Tasks;

/// <summary>What a task's schedule requires next.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>The task is closed and its decision final: it has no further timers.</summary>
    public sealed record Finished : NextStep;

    /// <summary>This rung is due now.</summary>
    public sealed record Climb(int Step, int Rung) : NextStep;

    /// <summary>The requested end of the access has passed: the task closes.</summary>
    public sealed record Recheck : NextStep;

    /// <summary>The open question was not answered in time.</summary>
    public sealed record TimeOutQuestion : NextStep;

    /// <summary>Nothing is due before this time.</summary>
    public sealed record WaitUntil(DateTimeOffset At) : NextStep;
}

/// <summary>A task's schedule as a pure function. An open task always has a next step, a closed one only while its decision can be undone.</summary>
public static class Lifecycle
{
    public static NextStep Next(ReviewTask task, DateTimeOffset now)
    {
        // A decision takes effect when it can no longer be undone. Until then no rung is due.
        if (task.UndoUntil(now) is { } until)
            return new NextStep.WaitUntil(until);
        if (!task.IsOpen)
            return new NextStep.Finished();

        var end = task.Kind is TaskKind.Approval or TaskKind.Provisioning ? task.Subject.Until : null;
        if (end <= now)
            return new NextStep.Recheck();

        // The ladder pauses while a question to the requester is open.
        if (task.Question is { } question)
            return question.Until <= now ? new NextStep.TimeOutQuestion() : new NextStep.WaitUntil(Earlier(question.Until, end));

        var ladder = task.CurrentStep.Ladder;
        // PolicyCheck requires a closing rung. A task whose policy lacks one is checked daily.
        if (task.NextRung >= ladder.Count)
            return new NextStep.WaitUntil(Earlier(now + TimeSpan.FromDays(1), end));

        var dueAt = task.DueAtOf(ladder[task.NextRung]);
        return dueAt <= now ? new NextStep.Climb(task.Step, task.NextRung) : new NextStep.WaitUntil(Earlier(dueAt, end));
    }

    private static DateTimeOffset Earlier(DateTimeOffset due, DateTimeOffset? end) => end < due ? end.Value : due;
}
