namespace AccessReview.Domain.Tasks;

public sealed partial record ReviewTask
{
    /// <summary>Until when the last decision can be undone; null: not at <paramref name="now"/>.</summary>
    public DateTimeOffset? UndoUntil(DateTimeOffset now) => Undo is { Until: var until } && until > now ? until : null;

    /// <summary>
    /// The task without a decision that can still be undone at <paramref name="now"/>, as it is for everybody but the decider.
    /// </summary>
    public ReviewTask WithoutPending(DateTimeOffset now) => Undo is { } undo && undo.Until > now ? Restore(undo) with { Undo = null } : this;

    /// <summary>The point to which an undo returns, after this event.</summary>
    private UndoPoint? UndoAfter(TaskEvent happened)
    {
        if (happened is TaskEvent.Decided { UndoUntil: { } until, By.User: { } by })
        {
            return new UndoPoint(by, until, Version + 1)
            {
                Step = Step,
                Generation = Generation,
                Assignees = Assignees,
                FormerAssignees = FormerAssignees,
                BegunSteps = BegunSteps,
                StepStartedAt = StepStartedAt,
                NextRung = NextRung,
                Question = Question,
                Pauses = Pauses,
            };
        }

        // What follows from the decision belongs to it. Every other event ends the possibility to undo it.
        return happened is TaskEvent.StepStarted or TaskEvent.TaskClosed or TaskEvent.ExceptionProposed && Undo?.Version == Version ? Undo : null;
    }

    private ReviewTask Restore(UndoPoint undo) => this with
    {
        State = ReviewState.Open,
        Outcome = null,
        ClosingCause = null,
        ClosedAt = null,
        Removal = null,
        Decisions = [.. Decisions.SkipLast(1)],
        Step = undo.Step,
        Generation = undo.Generation,
        Assignees = undo.Assignees,
        FormerAssignees = undo.FormerAssignees,
        BegunSteps = undo.BegunSteps,
        StepStartedAt = undo.StepStartedAt,
        NextRung = undo.NextRung,
        Question = undo.Question,
        Pauses = undo.Pauses,
        Exception = null,
    };
}
