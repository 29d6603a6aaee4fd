using Microsoft.DurableTask.Client;

namespace AccessReview.App.Health;

/// <summary>Something that the app cannot work without. <paramref name="Check"/> asks it for the least it can answer, and throws where it does not.</summary>
public sealed record Dependency(string Name, Func<CancellationToken, Task> Check)
{
    /// <summary>Only a function has its client at hand.</summary>
    public static Dependency Durable(DurableTaskClient client) => new("durable", async cancellationToken => await client.GetInstanceAsync("health", cancellationToken));
}
