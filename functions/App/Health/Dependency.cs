using Microsoft.DurableTask.Client;

namespace AccessReview.App.Health;

/// <summary>Something that the app cannot work without. <paramref name="Check"/> makes the cheapest possible call, and throws if it fails.</summary>
public sealed record Dependency(string Name, Func<CancellationToken, Task> Check)
{
    /// <summary>The orchestrations. Only a function has their client.</summary>
    public static Dependency Durable(DurableTaskClient client) => new("durable", async cancellationToken => await client.GetInstanceAsync("health", cancellationToken));
}
