using DurableTask.Core.Settings;
using static DurableTask.Core.Settings.VersioningSettings;

namespace AccessReview.Emulator.Durable;

/// <summary>Which existing instances a start with the same id replaces, unless the start says so itself.</summary>
internal enum OverridableStates
{
    /// <summary>Only completed instances.</summary>
    NonRunningStates,

    /// <summary>All instances; a running one is terminated first.</summary>
    AnyState,
}

/// <summary>The section extensions:durableTask of host.json, with the real host's defaults.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-bindings#host-json</remarks>
internal sealed record DurableOptions
{
    public string HubName { get; init; } = "TestHubName";

    /// <summary>The version of new instances and of this process.</summary>
    public string DefaultVersion { get; init; } = "";

    public VersionMatchStrategy VersionMatchStrategy { get; init; } = VersionMatchStrategy.CurrentOrOlder;

    public VersionFailureStrategy VersionFailureStrategy { get; init; } = VersionFailureStrategy.Reject;

    public int MaxConcurrentActivityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxConcurrentOrchestratorFunctions { get; init; } = 10 * Environment.ProcessorCount;

    public OverridableStates OverridableExistingInstanceStates { get; init; }

    /// <summary>Whether the worker keeps sleeping orchestrations in memory, so that they are not replayed.</summary>
    public bool ExtendedSessionsEnabled { get; init; }

    public int ExtendedSessionIdleTimeoutInSeconds { get; init; } = 30;

    /// <summary>How many idle instances the host keeps in memory, so that their histories are not read again. Not configurable.</summary>
    public int MaxWarmInstances { get; init; } = 5_000;

    /// <summary>Whether the histories of executions that continued as new are kept: setting Emulator:KeepHistories, not in host.json.</summary>
    public bool KeepHistories { get; init; }

    public VersioningSettings Versioning => new()
    {
        Version = DefaultVersion,
        MatchStrategy = VersionMatchStrategy,
        FailureStrategy = VersionFailureStrategy,
    };

    /// <summary>True if instances of this version must wait for a process that runs it.</summary>
    public bool IsRejected(string version) => VersionFailureStrategy == VersionFailureStrategy.Reject && VersionMatchStrategy switch
    {
        VersionMatchStrategy.None => false,
        VersionMatchStrategy.Strict => DefaultVersion != version,
        VersionMatchStrategy.CurrentOrOlder => CompareVersions(version, DefaultVersion) > 0,
    };
}
