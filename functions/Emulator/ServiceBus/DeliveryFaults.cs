namespace AccessReview.Emulator.ServiceBus;

/// <summary>Delivery faults for tests, repeatable by seed: messages that are delivered again although completed, and out of order.</summary>
internal sealed class DeliveryFaults(int seed, double duplicates, double reorders)
{
    private readonly Lock _gate = new();
#pragma warning disable CA5394 // A seed makes a test repeatable; nothing is secret.
    private readonly Random _random = new(seed);

    public bool ComesAgain()
    {
        lock (_gate)
            return _random.NextDouble() < duplicates;
    }

    /// <summary>Returns the index of the next message among the waiting ones; 0 is the oldest.</summary>
    public int Next(int waiting)
    {
        lock (_gate)
            return _random.NextDouble() < reorders ? _random.Next(waiting) : 0;
    }
#pragma warning restore CA5394
}
