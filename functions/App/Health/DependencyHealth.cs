using System.Text.Json.Serialization;
using AccessReview.App.Telemetry;

namespace AccessReview.App.Health;

public enum HealthStatus
{
    Ok,
    Down,
}

/// <param name="Detail">What went wrong; only for those who run the system.</param>
public sealed record DependencyHealth(string Name, HealthStatus Status, string? Detail);

/// <summary>Do notifications leave in time?</summary>
/// <param name="LongestWaitMinutes">Since when the notification waits that has waited longest; whole minutes.</param>
/// <param name="IsLate">That is more than an hour.</param>
public sealed record BacklogHealth(int LongestWaitMinutes, bool IsLate);

/// <summary>Is all work done that was promised?</summary>
/// <param name="Count">So many promises have failed so far or wait for too long, tasks that are not settled included.</param>
/// <param name="LongestWaitMinutes">Since when the one waits that has waited longest; whole minutes.</param>
/// <param name="IsLate">That is more than an hour.</param>
public sealed record WaitingHealth(int Count, int LongestWaitMinutes, bool IsLate);

public sealed record HealthReport(HealthStatus Status, IReadOnlyList<DependencyHealth> Dependencies)
{
    /// <summary>The version of the build that answers.</summary>
    public string Version { get; } = ProductVersion.Current;

    /// <summary>
    /// Only for those who run the system; null while something is down that would have to be asked. A late mail makes nothing
    /// fail, so it leaves <see cref="Status"/> as it is.
    /// </summary>
    public BacklogHealth? Notifications { get; init; }

    /// <summary>
    /// Only for those who run the system; null where it could not be read. What waits is tried again, so it leaves <see cref="Status"/>
    /// as it is.
    /// </summary>
    public WaitingHealth? Waiting { get; init; }

    [JsonIgnore]
    public bool IsOk => Status == HealthStatus.Ok;

    public static HealthReport Of(IReadOnlyList<DependencyHealth> dependencies) =>
        new(dependencies.All(dependency => dependency.Status == HealthStatus.Ok) ? HealthStatus.Ok : HealthStatus.Down, dependencies);

    public HealthReport WithoutDetails() => this with { Notifications = null, Waiting = null, Dependencies = [.. Dependencies.Select(dependency => dependency with { Detail = null })] };
}
