namespace AccessReview.Emulator.ServiceBus;

/// <summary>Something to receive from: a queue, or its dead-letter queue. Names are case-insensitive, as in the service.</summary>
internal readonly record struct BusEntity
{
    private const string DeadLetterSuffix = "/$deadletterqueue";

    private BusEntity(string queue, bool holdsDeadLetters) => (Queue, HoldsDeadLetters) = (queue, holdsDeadLetters);

    public string Queue { get; }

    public bool HoldsDeadLetters { get; }

    public string Path => HoldsDeadLetters ? Queue + DeadLetterSuffix : Queue;

    public BusEntity DeadLetters => new(Queue, holdsDeadLetters: true);

    public static BusEntity Of(string path)
    {
        var lower = path.ToLowerInvariant();
        return lower.EndsWith(DeadLetterSuffix, StringComparison.Ordinal)
            ? new(lower[..^DeadLetterSuffix.Length], holdsDeadLetters: true)
            : new(lower, holdsDeadLetters: false);
    }
}
