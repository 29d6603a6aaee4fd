using System.Text.Json.Serialization;

namespace AccessReview.App.Health;

public enum HealthStatus
{
    Ok,
    Down,
}

/// <param name="Detail">What went wrong; only for those who run the system.</param>
public sealed record DependencyHealth(string Name, HealthStatus Status, string? Detail);

public sealed record HealthReport(HealthStatus Status, IReadOnlyList<DependencyHealth> Dependencies)
{
    [JsonIgnore]
    public bool IsOk => Status == HealthStatus.Ok;

    public static HealthReport Of(IReadOnlyList<DependencyHealth> dependencies) =>
        new(dependencies.All(dependency => dependency.Status == HealthStatus.Ok) ? HealthStatus.Ok : HealthStatus.Down, dependencies);

    public HealthReport WithoutDetails() => this with { Dependencies = [.. Dependencies.Select(dependency => dependency with { Detail = null })] };
}
