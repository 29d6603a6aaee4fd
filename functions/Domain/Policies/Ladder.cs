using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>What happens when nobody decides a step.</summary>
public enum RungAction
{
    Remind,
    SecondChannel,
    AddAssignee,
    ReplaceAssignee,

    /// <summary>Continues with the next step. After the last step the task closes without response; it is never approved.</summary>
    SkipStep,
    Close,
}

/// <summary>One rung of the ladder: the action, and how long after the start of the step it is due.</summary>
public sealed record Rung(TimeSpan After, RungAction Action)
{
    /// <summary>Whom to add, or who replaces the assignees; only for those two actions.</summary>
    public AssigneeRule? Who { get; init; }

    /// <summary>The outcome of the closed task; only for <see cref="RungAction.Close"/>.</summary>
    public Outcome? Outcome { get; init; }
}
