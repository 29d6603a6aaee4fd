using System.Collections.Concurrent;
using System.Text.Json;
using AccessReview.Emulator.Durable;
using Microsoft.DurableTask;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>An app of a few delegates, by name.</summary>
internal sealed class FakeFunctions : IDurableFunctions
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<string?, CancellationToken, Task<string?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public void Orchestrator(string name, Func<TaskOrchestrationContext, Task> run) =>
        _orchestrators[name] = async context =>
        {
            await run(context);
            return null;
        };

    public void Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> run) =>
        _orchestrators[name] = async context => await run(context);

    public void Activity<TIn, TOut>(string name, Func<TIn?, TOut> run) => Activity<TIn, TOut>(name, (input, _) => Task.FromResult(run(input)));

    public void Activity<TIn, TOut>(string name, Func<TIn?, CancellationToken, Task<TOut>> run) =>
        _activities[name] = async (json, cancellationToken) =>
            JsonSerializer.Serialize(await run(json is null ? default : JsonSerializer.Deserialize<TIn>(json), cancellationToken));

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => _orchestrators[name](context);

    public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
        _activities[name](input, cancellationToken);
}
