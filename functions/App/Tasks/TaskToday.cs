using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A task as the directory has it today: what lists show of it.</summary>
/// <param name="Task">With today's names and risk.</param>
/// <param name="OnlyRemoval">Why the access can only be removed, whatever the hour; null: it may stay until its end.</param>
/// <param name="AccessEndsAt">The end of the access; null: it has none.</param>
public sealed record TaskToday(ReviewTask Task, ObsoleteCause? OnlyRemoval, DateTimeOffset? AccessEndsAt)
{
    public static TaskToday Of(ReviewTask task, DirectoryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(facts);
        var today = task.Today(facts);
        // An end passes without anybody writing these rows: whoever reads them compares it with the clock.
        return SubjectRules.DecisionsOf(task.Kind, mayKeep: false).Count == KindRules.DecisionsOf(task.Kind).Count
            ? new TaskToday(today, null, null)
            : new TaskToday(today, SubjectRules.WhyNotToKeep(task.Subject, facts, DateTimeOffset.MinValue), facts.Access?.Grant?.Until);
    }
}
