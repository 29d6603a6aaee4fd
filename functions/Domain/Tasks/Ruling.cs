namespace AccessReview.Domain.Tasks;

/// <summary>What the machine says to a command.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>Yes; no events when it had been done already.</summary>
    public sealed record Accepted(IReadOnlyList<TaskEvent> Events) : Ruling;

    /// <summary>No; nothing changes.</summary>
    public sealed record Refused(Refusal Why) : Ruling
    {
        /// <summary>The decision that stands, where that is why.</summary>
        public RecordedDecision? Standing { get; init; }
    }
}
