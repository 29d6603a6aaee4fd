namespace AccessReview.Emulator.ServiceBus;

/// <summary>The settings of all queues; the defaults are those of our queues in Azure (infra).</summary>
internal sealed record ServiceBusEngineOptions
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    public int MaxDeliveryCount { get; init; } = 10;

    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.FromHours(1);

    public bool DeadLetterOnExpiration { get; init; }
}
