using System.Text.Json.Serialization;
using AccessReview.App.Telemetry;

namespace AccessReview.App.Health;

public enum HealthStatus
{
    Ok,
    Down,
}

/// <param name="Detail">What went wrong; only for operators.</param>
public sealed record DependencyHealth(string Name, HealthStatus Status, string? Detail);

/// <summary>Whether notifications are sent in time.</summary>
/// <param name="LongestWaitMinutes">How long the oldest notification has waited, in whole minutes.</param>
/// <param name="IsLate">True after more than an hour.</param>
public sealed record BacklogHealth(int LongestWaitMinutes, bool IsLate);

/// <summary>Whether all promised work is done.</summary>
/// <param name="Count">The promises that have failed so far or wait too long, including unsettled tasks.</param>
/// <param name="LongestWaitMinutes">How long the oldest one has waited, in whole minutes.</param>
/// <param name="IsLate">True after more than an hour.</param>
public sealed record WaitingHealth(int Count, int LongestWaitMinutes, bool IsLate);

public sealed record HealthReport(HealthStatus Status, IReadOnlyList<DependencyHealth> Dependencies)
{
    /// <summary>The version of the running build.</summary>
    public string Version { get; } = ProductVersion.Current;

    /// <summary>
    /// Only for operators; null while a dependency that it needs is down.
    /// Late notifications do not affect <see cref="Status"/>.
    /// </summary>
    public BacklogHealth? Notifications { get; init; }

    /// <summary>
    /// Only for operators; null if it could not be read.
    /// Pending work is retried, so it does not affect <see cref="Status"/>.
    /// </summary>
    public WaitingHealth? Waiting { get; init; }

    [JsonIgnore]
    public bool IsOk => Status == HealthStatus.Ok;

    public static HealthReport Of(IReadOnlyList<DependencyHealth> dependencies) =>
        new(dependencies.All(dependency => dependency.Status == HealthStatus.Ok) ? HealthStatus.Ok : HealthStatus.Down, dependencies);

    public HealthReport WithoutDetails() => this with { Notifications = null, Waiting = null, Dependencies = [.. Dependencies.Select(dependency => dependency with { Detail = null })] };
}
