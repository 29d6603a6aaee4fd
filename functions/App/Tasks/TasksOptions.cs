namespace AccessReview.App.Tasks;

/// <summary>Settings <c>Tasks:*</c>.</summary>
public sealed record TasksOptions
{
    public const string Section = "Tasks";

    /// <summary>The reconciler looks for tasks whose effects are pending for longer than this.</summary>
    private static readonly TimeSpan Longest = ReconcileTasks.Timeout;

    /// <summary>How long the decider can undo a decision. Its effects wait for that time. 0: decisions take effect at once.</summary>
    public TimeSpan UndoFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Returns the error in the settings; null: none.</summary>
    public string? Fault() => UndoFor < TimeSpan.Zero || UndoFor > Longest
        ? $"Tasks:UndoFor must be between 00:00:00 and {Longest:c}, for example 00:00:30."
        : null;
}
