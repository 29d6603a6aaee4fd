using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>Creates a command when it is decided, with the data of that moment. It is called again after a lost race.</summary>
public delegate TaskCommand TaskIntent(CommandContext context);

/// <summary>All intents for an open or closed task.</summary>
public static class TaskIntents
{
    /// <param name="step">The step that the decider saw; null: the current one.</param>
    /// <param name="generation">The generation that a signed link was issued for; null: the current one.</param>
    public static TaskIntent Decide(Decision decision, int? step, int? generation, string? reason) =>
        now => new TaskCommand.Decide(decision, step, generation, reason) { At = now.At, By = now.By, Facts = now.Facts };

    public static TaskIntent Comment(string? text) => now => new TaskCommand.Comment(text) { At = now.At, By = now.By, Facts = now.Facts };

    /// <param name="step">The step that the caller saw; null: the current one.</param>
    public static TaskIntent Reassign(UserId to, int? step, string? reason) =>
        now => new TaskCommand.Reassign(to, step, reason) { At = now.At, By = now.By, Facts = now.Facts };

    public static TaskIntent Remind() => now => new TaskCommand.Remind { At = now.At, By = now.By, Facts = now.Facts };

    public static TaskIntent Cancel(string? reason) => now => new TaskCommand.Cancel(reason) { At = now.At, By = now.By, Facts = now.Facts };

    public static TaskIntent Retry(string? reason) => now => new TaskCommand.Retry(reason) { At = now.At, By = now.By, Facts = now.Facts };

    /// <param name="at">The orchestration's time, so that nothing changes early; null: the clock's time.</param>
    public static TaskIntent Recheck(DateTimeOffset? at = null) => now => new TaskCommand.Recheck { At = at ?? now.At, By = now.By, Facts = now.Facts };

    /// <param name="at">The orchestration's time, so that the rung is not executed early.</param>
    public static TaskIntent Climb(int step, int rung, DateTimeOffset at) => now => new TaskCommand.ClimbRung(step, rung) { At = at, By = now.By, Facts = now.Facts };
}
