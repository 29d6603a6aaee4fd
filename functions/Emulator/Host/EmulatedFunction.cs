using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace AccessReview.Emulator.Host;

/// <summary>A method marked [Function], its trigger and what it asks to be given.</summary>
internal sealed record EmulatedFunction(FunctionDefinition Definition, MethodInfo Method, TriggerBindingAttribute Trigger, ParameterInfo TriggerParameter)
{
    public string Name => Definition.Name;

    public static EmulatedFunction Of(MethodInfo method, FunctionAttribute function)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(candidate => candidate.Attribute is not null)
            .ToList();
        if (triggers is not [{ Attribute: { } trigger } only])
            throw new EmulatorRefusedException($"The function {function.Name} has {triggers.Count} triggers; give one of its parameters a trigger attribute.");
        return new EmulatedFunction(new EmulatedDefinition(method, function.Name), method, trigger, only.Parameter);
    }
}
