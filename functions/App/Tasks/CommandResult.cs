using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>The context of a command: who acts, the directory data for the rules, and the time.</summary>
public sealed record CommandContext(Actor By, DirectoryFacts Facts, DateTimeOffset At);

/// <summary>The result of a command.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <param name="Task">The task after the command, even if it has changed since.</param>
    /// <param name="IsRepeat">The command had already been done: nothing was written.</param>
    public sealed record Done(ReviewTask Task, bool IsRepeat) : CommandResult
    {
        /// <summary>The directory data. The response is built from it, because a second read could fail after the commit.</summary>
        public required DirectoryFacts Facts { get; init; }

        public required DateTimeOffset At { get; init; }
    }

    public sealed record Refused(Refusal Why, ReviewTask Task) : CommandResult
    {
        /// <summary>The earlier decision that caused the refusal; null: another cause.</summary>
        public RecordedDecision? Earlier { get; init; }

        /// <summary>The earlier decision is the caller's own.</summary>
        public bool IsOwn { get; init; }
    }

    /// <summary>The task has another version than the caller expected.</summary>
    public sealed record Changed(ReviewTask Task) : CommandResult;

    public sealed record NotFound : CommandResult;

    /// <summary>Too many concurrent writes to the task.</summary>
    public sealed record Busy : CommandResult;
}
