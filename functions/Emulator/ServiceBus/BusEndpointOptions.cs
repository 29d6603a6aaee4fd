namespace AccessReview.Emulator.ServiceBus;

/// <summary>The port and the queues of the endpoint.</summary>
/// <param name="Port">On the loopback address; 0: a free port.</param>
internal sealed record BusEndpointOptions(int Port)
{
    /// <summary>The queues of the namespace, without regard to case; null: a queue is created when it is first used.</summary>
    public IReadOnlyCollection<string>? Queues { get; init; }

    /// <summary>A connection without input for this long is closed; a live client sends an empty frame before that.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public bool Knows(string queue) => Queues?.Contains(queue, StringComparer.OrdinalIgnoreCase) ?? true;
}
