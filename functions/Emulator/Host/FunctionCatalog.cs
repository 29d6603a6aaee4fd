using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>The functions that this host runs. Names are unique whatever their case; disabled ones are left out.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, EmulatedFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    public FunctionCatalog(FunctionSource source, IConfiguration settings)
    {
        foreach (var function in source.Functions())
        {
            if (IsDisabled(function.Name, settings))
                continue;
            if (!_functions.TryAdd(function.Name, function))
                throw new EmulatorRefusedException($"Two functions are named {function.Name}: {_functions[function.Name].Definition.EntryPoint} and {function.Definition.EntryPoint}; rename one.");
        }
    }

    /// <summary>The functions with one kind of trigger, each with its attribute.</summary>
    public IEnumerable<(EmulatedFunction Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : TriggerBindingAttribute
    {
        foreach (var function in _functions.Values)
        {
            if (function.Trigger is TTrigger trigger)
                yield return (function, trigger);
        }
    }

    private static bool IsDisabled(string name, IConfiguration settings) =>
        settings[$"AzureWebJobs.{name}.Disabled"] is { } value && (value == "1" || (bool.TryParse(value, out var disabled) && disabled));
}
