namespace AccessReview.Emulator.ServiceBus;

/// <summary>Where the endpoint listens, and for which queues.</summary>
/// <param name="Port">On the loopback address; 0: a free one.</param>
internal sealed record BusEndpointOptions(int Port)
{
    /// <summary>The queues of the namespace, without regard to case; null: a queue is made when it is first used.</summary>
    public IReadOnlyCollection<string>? Queues { get; init; }

    /// <summary>A connection on which nothing came for so long is closed; a client that lives sends an empty frame before that.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public bool Knows(string queue) => Queues?.Contains(queue, StringComparer.OrdinalIgnoreCase) ?? true;
}
