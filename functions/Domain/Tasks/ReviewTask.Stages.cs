using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>The time of the stages of a campaign's task. A stage that ends early leaves its time to the later ones.</summary>
public sealed partial record ReviewTask
{
    /// <summary>When a stage that begins at <paramref name="start"/> ends without an answer; null: the task has one stage, or no due date.</summary>
    internal DateTimeOffset? StageEnd(int step, DateTimeOffset start, DateTimeOffset? campaignDue)
    {
        if (Policy.Stages is null || campaignDue is not { } due)
            return null;
        if (IsLast(step))
            return due + Grace;
        // The ladders have the planned shares of the time.
        var left = Policy.Steps.Skip(step).Sum(one => one.Length.TotalSeconds) - Grace.TotalSeconds;
        return left <= 0 || due <= start ? due : start + TimeSpan.FromSeconds(Math.Floor((due - start).TotalSeconds * (Policy.Steps[step].Length.TotalSeconds / left)));
    }

    /// <summary>How long after its due date the current step stays open: only the last stage outlasts the campaign's due date.</summary>
    private TimeSpan GraceNow => Policy.Stages is null || IsLast(Step) ? Grace : TimeSpan.Zero;

    private TimeSpan Grace => Campaign?.Grace ?? TimeSpan.Zero;

    private bool IsLast(int step) => step == Policy.Steps.Count - 1;

    private IReadOnlyList<LadderPause>? PauseUntil(TaskEvent.StepStarted started) => started.Due is { } due
        ? [new LadderPause(started.At, started.At + (due - (started.At + Policy.Steps[started.Step].Length)))]
        : null;

    private ReviewTask MoveDue(TaskEvent.DueMoved moved)
    {
        var shift = StageEnd(Step, StepStartedAt, moved.Due) is { } end ? end - ClosesAt : moved.Due - DueAt;
        return this with
        {
            Pauses = [.. Pauses ?? [], new LadderPause(moved.At, moved.At + shift)],
            Campaign = Campaign is { Due: not null } campaign ? campaign with { Due = moved.Due } : Campaign,
        };
    }
}
