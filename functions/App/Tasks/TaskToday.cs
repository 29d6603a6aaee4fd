using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A task with current directory data, as indexes show it.</summary>
/// <param name="Task">With current names and risk.</param>
/// <param name="OnlyRemoval">Why the access can only be removed, at any time; null: it may stay until its end.</param>
/// <param name="AccessEndsAt">When the access ends; null: no end date.</param>
public sealed record TaskToday(ReviewTask Task, ObsoleteCause? OnlyRemoval, DateTimeOffset? AccessEndsAt)
{
    /// <summary>What is known of the access of an open task; null: not read.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The last decision can still be undone, so the task is in nobody's list of open tasks.</summary>
    public bool IsPending { get; init; }

    public static TaskToday Of(ReviewTask task, DirectoryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(facts);
        var today = task.Today(facts);
        // The access can end without an update of these rows, so readers compare the end with the clock.
        return SubjectRules.DecisionsOf(task.Kind, mayKeep: false).Count == KindRules.DecisionsOf(task.Kind).Count
            ? new TaskToday(today, null, null)
            : new TaskToday(today, SubjectRules.WhyNotToKeep(task.Subject, facts, DateTimeOffset.MinValue), facts.Access?.Grant?.Until);
    }
}
