namespace AccessReview.Emulator.Durable;

/// <summary>Which versions of an orchestration this process runs.</summary>
internal enum VersionMatchStrategy
{
    None,
    Strict,
    CurrentOrOlder,
}

/// <summary>What becomes of an orchestration whose version does not match.</summary>
internal enum VersionFailureStrategy
{
    /// <summary>It waits until a process that runs its version comes.</summary>
    Reject,

    /// <summary>It fails.</summary>
    Fail,
}

/// <summary>What host.json says under extensions:durableTask, with the real host's defaults, and what tests turn.</summary>
internal sealed record DurableEngineOptions
{
    public string HubName { get; init; } = "TestHubName";

    /// <summary>The version of new orchestrations and of this process.</summary>
    public string DefaultVersion { get; init; } = "";

    public VersionMatchStrategy VersionMatchStrategy { get; init; } = VersionMatchStrategy.CurrentOrOlder;

    public VersionFailureStrategy VersionFailureStrategy { get; init; } = VersionFailureStrategy.Reject;

    public int MaxConcurrentActivities { get; init; } = 16;

    public int MaxConcurrentOrchestrations { get; init; } = 8;

    /// <summary>Forgets an orchestration after each turn, so that every await is replayed from its history.</summary>
    public bool ReplayAlways { get; init; }

    /// <summary>Keeps the history of an execution that continued as new, for whoever wants to read it whole.</summary>
    public bool KeepHistories { get; init; }

    /// <summary>How many sleeping orchestrations are kept in memory; a wake of one of these costs no replay.</summary>
    public int MostWarmInstances { get; init; } = 1_000;
}
