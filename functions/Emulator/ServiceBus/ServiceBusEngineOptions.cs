namespace AccessReview.Emulator.ServiceBus;

/// <summary>How every queue behaves; the defaults are those of our queues in Azure (infra), which are made alike.</summary>
internal sealed record ServiceBusEngineOptions
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    public int MaxDeliveryCount { get; init; } = 10;

    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.FromHours(1);

    public bool DeadLetterOnExpiration { get; init; }
}
