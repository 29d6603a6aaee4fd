namespace AccessReview.App.Campaigns;

/// <summary>The tasks of a pass whose decision can still be undone. The pass is repeated when none can be any more.</summary>
/// <param name="before">What earlier batches of the pass found; null: none.</param>
internal sealed class HeldTasks(DateTimeOffset? before)
{
    private readonly Lock _gate = new();

    /// <summary>Until when the last of the decisions can be undone; null: none can.</summary>
    public DateTimeOffset? Until { get; private set; } = before;

    public void Add(DateTimeOffset? until)
    {
        lock (_gate)
        {
            if (until is { } held && (Until is not { } latest || held > latest))
                Until = held;
        }
    }
}
