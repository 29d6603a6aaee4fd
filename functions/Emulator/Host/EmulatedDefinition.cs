using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace AccessReview.Emulator.Host;

/// <summary>What worker middleware is told about the function that it surrounds.</summary>
internal sealed class EmulatedDefinition(MethodInfo method, string name) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(p => new FunctionParameter(p.Name ?? "", p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null))];

    public override string PathToAssembly => method.DeclaringType!.Assembly.Location; // A method found by reflection has a type.

    public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

    // Stable across restarts, as the host's own ids are.
    public override string Id { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        method.GetParameters()
            .Select(parameter => (parameter.Name, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(parameter => parameter is { Name: not null, Attribute: not null })
            .ToImmutableDictionary(parameter => parameter.Name!, BindingMetadata (parameter) => new InputBinding(parameter.Name!, TypeName(parameter.Attribute!)));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    // HttpTriggerAttribute is "httpTrigger" in Microsoft's function metadata, and so for all the others.
    private static string TypeName(BindingAttribute attribute) =>
        JsonNamingPolicy.CamelCase.ConvertName(attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal));

    private sealed class InputBinding(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
