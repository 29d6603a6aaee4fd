namespace AccessReview.Emulator.ServiceBus;

/// <summary>How every queue behaves; the defaults are those of our queues in Azure (infra), which are made alike.</summary>
internal sealed record ServiceBusEngineOptions
{
    /// <summary>The host name by which a client finds the engine; no other engine has it.</summary>
    public string NamespaceName { get; init; } = $"bus-{Guid.NewGuid():N}";

    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    public int MaxDeliveryCount { get; init; } = 10;

    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.FromHours(1);

    public bool DeadLetterOnExpiration { get; init; }
}
