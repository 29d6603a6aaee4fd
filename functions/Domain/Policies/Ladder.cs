using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>What happens to a step that nobody takes.</summary>
public enum RungAction
{
    Remind,
    SecondChannel,
    AddAssignee,
    ReplaceAssignee,

    /// <summary>Goes on to the next step; on the last one the task closes without response: silence approves nothing.</summary>
    SkipStep,
    Close,
}

/// <summary>One rung: so long after the step began, this happens.</summary>
public sealed record Rung(TimeSpan After, RungAction Action)
{
    /// <summary>Whom to add or replace by; only for those two actions.</summary>
    public AssigneeRule? Who { get; init; }

    /// <summary>What the task closes with; only for <see cref="RungAction.Close"/>.</summary>
    public Outcome? Outcome { get; init; }
}
