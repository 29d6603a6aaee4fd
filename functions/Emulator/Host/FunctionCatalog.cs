using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>Assigns each function of the worker to its trigger, and refuses unsupported ones.</summary>
internal sealed class FunctionCatalog(IEnumerable<ITrigger> triggers, IEnumerable<IInputBinding> inputs, IConfiguration settings)
{
    /// <summary>Properties that every binding can have. <c>properties</c> contains hints about how the worker reads values.</summary>
    private static readonly string[] Common = ["name", "type", "direction", "dataType", "properties"];

    private readonly Dictionary<string, ITrigger> _triggers = triggers.ToDictionary(trigger => trigger.BindingType, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IInputBinding> _inputs = inputs.ToDictionary(input => input.BindingType, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<ITrigger> Triggers => _triggers.Values;

    /// <exception cref="EmulatorRefusedException">A function uses something that the host does not support.</exception>
    public void Add(IEnumerable<WorkerFunction> functions)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions.Where(function => !IsDisabled(function.Name)))
        {
            if (!taken.Add(function.Name))
                throw new EmulatorRefusedException($"Two functions are named {function.Name}; rename one.");
            if (function.HasRetryPolicy)
                throw new EmulatorRefusedException($"The function {function.Name} has a retry policy, which this host does not support; remove the attribute.");
            var trigger = _triggers.GetValueOrDefault(function.Trigger.Type) ?? throw Unsupported(function, function.Trigger);
            foreach (var binding in function.Bindings)
                Check(function, binding, trigger);
            trigger.Add(function);
        }
    }

    private void Check(WorkerFunction function, FunctionBinding binding, ITrigger trigger)
    {
        if (binding.IsTrigger)
        {
            if (binding != function.Trigger)
                throw new EmulatorRefusedException($"The function {function.Name} has two triggers, {function.Trigger.Name} and {binding.Name}; remove one.");
            RequireSupported(function, binding, trigger.Properties);
        }
        else if (binding.IsInput)
        {
            var input = _inputs.GetValueOrDefault(binding.Type) ?? throw Unsupported(function, binding);
            RequireSupported(function, binding, input.Properties);
        }
        else if (!trigger.Outputs.Contains(binding.Type, StringComparer.OrdinalIgnoreCase))
        {
            throw Unsupported(function, binding);
        }
    }

    private static void RequireSupported(WorkerFunction function, FunctionBinding binding, IReadOnlyCollection<string> supported)
    {
        foreach (var property in binding.Json.EnumerateObject().Select(property => property.Name))
        {
            if (!Common.Contains(property, StringComparer.OrdinalIgnoreCase) && !supported.Contains(property, StringComparer.OrdinalIgnoreCase))
                throw new EmulatorRefusedException($"The function {function.Name} sets {property} in its binding {binding.Name} ({binding.Type}), which this host does not support; remove it.");
        }
    }

    private static EmulatorRefusedException Unsupported(WorkerFunction function, FunctionBinding binding) =>
        new($"The function {function.Name} has the binding {binding.Name} of the type {binding.Type}, which this host does not support; remove it.");

    private bool IsDisabled(string name) =>
        settings[$"AzureWebJobs.{name}.Disabled"] is { } value && (value == "1" || (bool.TryParse(value, out var disabled) && disabled));
}
