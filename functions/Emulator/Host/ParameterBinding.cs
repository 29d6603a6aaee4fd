using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>Decides what each parameter of a function is given, in the order of Microsoft's worker: special types, bindings, data by name, defaults.</summary>
internal static class ParameterBinding
{
    public static object?[] Bind(FunctionCall call, FunctionContext context) =>
        [.. call.Function.Method.GetParameters().Select(parameter => Bind(parameter, call, context))];

    private static object? Bind(ParameterInfo parameter, FunctionCall call, FunctionContext context)
    {
        var type = parameter.ParameterType;
        // By position: two threads that ask a method for its parameters at once may be given different objects for the same one.
        if (parameter.Position == call.Function.TriggerParameter.Position)
            return call.BindTrigger(type);
        if (type == typeof(FunctionContext))
            return context;
        if (type == typeof(CancellationToken))
            return context.CancellationToken;
        if (parameter.IsDefined(typeof(DurableClientAttribute)))
            return context.InstanceServices.GetRequiredService(type);
        if (call.BindOther(type) is { } other)
            return other;
        if (Named(parameter.Name, call.BindingData) is { } value)
            return Convert(value, parameter);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
            return null;
        throw new InvalidOperationException($"Cannot bind the parameter '{parameter.Name}' of {call.Function.Name} to type '{type}'.");
    }

    private static object? Named(string? name, IReadOnlyDictionary<string, object?> data) =>
        data.FirstOrDefault(entry => string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static object? Convert(object value, ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsInstanceOfType(value))
            return value;
        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception unfit) when (unfit is FormatException or NotSupportedException or ArgumentException)
        {
            throw new InvalidOperationException($"Cannot convert the parameter '{parameter.Name}' to type '{type}'.", unfit);
        }
    }
}
