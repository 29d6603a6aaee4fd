using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>What can be received from: a queue, or the dead letters of one. Names are case-insensitive, as the service's are.</summary>
internal readonly record struct BusEntity
{
    private const string DeadLetterSuffix = "/$deadletterqueue";

    private BusEntity(string queue, bool holdsDeadLetters) => (Queue, HoldsDeadLetters) = (queue, holdsDeadLetters);

    public string Queue { get; }

    public bool HoldsDeadLetters { get; }

    public string Path => HoldsDeadLetters ? Queue + DeadLetterSuffix : Queue;

    public BusEntity DeadLetters => new(Queue, holdsDeadLetters: true);

    public static BusEntity Of(string path, SubQueue subQueue = SubQueue.None)
    {
        var lower = path.ToLowerInvariant();
        return subQueue switch
        {
            SubQueue.None when lower.EndsWith(DeadLetterSuffix, StringComparison.Ordinal) => new(lower[..^DeadLetterSuffix.Length], holdsDeadLetters: true),
            SubQueue.None => new(lower, holdsDeadLetters: false),
            SubQueue.DeadLetter => new(lower, holdsDeadLetters: true),
            SubQueue.TransferDeadLetter => throw new NotSupportedException("No queue here forwards, so there are no transfer dead letters."),
        };
    }
}
