namespace AccessReview.Domain.Tasks;

/// <summary>The result of a command.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>Accepted. Without events: it was already done.</summary>
    public sealed record Accepted(IReadOnlyList<TaskEvent> Events) : Ruling;

    /// <summary>Refused: nothing changes.</summary>
    public sealed record Refused(Refusal Why) : Ruling
    {
        /// <summary>The earlier decision that caused the refusal; null: another cause.</summary>
        public RecordedDecision? Earlier { get; init; }
    }
}
