using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>What a command is made with: who acts, what the rules may know, and when.</summary>
public sealed record CommandContext(Actor By, DirectoryFacts Facts, DateTimeOffset At);

/// <summary>What became of a command.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <param name="Task">The task as the command left it, whatever has happened to it since.</param>
    /// <param name="IsRepeat">It had been done before: nothing was written.</param>
    public sealed record Done(ReviewTask Task, bool IsRepeat) : CommandResult
    {
        /// <summary>What was known of the directory: an answer is made from it without another read, which could fail.</summary>
        public required DirectoryFacts Facts { get; init; }

        public required DateTimeOffset At { get; init; }
    }

    public sealed record Refused(Refusal Why, ReviewTask Task) : CommandResult
    {
        /// <summary>The decision that stands, where that is why.</summary>
        public RecordedDecision? Standing { get; init; }

        /// <summary>It is the caller's own, of earlier.</summary>
        public bool IsOwn { get; init; }
    }

    /// <summary>The caller meant another version than the one that is there.</summary>
    public sealed record Changed(ReviewTask Task) : CommandResult;

    public sealed record NotFound : CommandResult;

    /// <summary>Too many others write to the task right now.</summary>
    public sealed record Busy : CommandResult;
}
