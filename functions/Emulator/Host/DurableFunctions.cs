using System.Reflection;
using AccessReview.Emulator.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.Emulator.Host;

/// <summary>The app's orchestrators and activities, as the durable engine knows them.</summary>
internal sealed class DurableFunctions(FunctionCatalog catalog, FunctionInvoker invoker, WorkerJson json) : IDurableFunctions
{
    private static readonly MethodInfo GetInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!; // Declared there.

    private readonly Dictionary<string, EmulatedFunction> _orchestrators = catalog.With<OrchestrationTriggerAttribute>()
        .ToDictionary(found => found.Trigger.Orchestration ?? found.Function.Name, found => found.Function, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, EmulatedFunction> _activities = catalog.With<ActivityTriggerAttribute>()
        .ToDictionary(found => found.Trigger.Activity ?? found.Function.Name, found => found.Function, StringComparer.OrdinalIgnoreCase);

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context)
    {
        var call = new FunctionCall(_orchestrators[name], type => type.IsInstanceOfType(context) ? context : Input(context, type))
        {
            IsOrchestrator = true,
            BindOther = type => Input(context, type),
        };
        return invoker.InvokeAsync(call, CancellationToken.None);
    }

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken)
    {
        var function = _activities[name];
        var context = new ActivityContext(name, instanceId);
        var call = new FunctionCall(function, type => type.IsInstanceOfType(context) ? context : json.Deserialize(input, type))
        {
            BindOther = type => type == typeof(TaskActivityContext) ? context : null,
            BindingData = new Dictionary<string, object?> { ["instanceId"] = instanceId },
        };
        return json.Serialize(await invoker.InvokeAsync(call, cancellationToken));
    }

    private static object? Input(TaskOrchestrationContext context, Type type) =>
        GetInput.MakeGenericMethod(type).Invoke(context, BindingFlags.DoNotWrapExceptions, null, null, null);

    private sealed class ActivityContext(string name, string instanceId) : TaskActivityContext
    {
        public override TaskName Name => new(name);

        public override string InstanceId => instanceId;
    }
}
