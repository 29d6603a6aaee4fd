using System.Text.Json;

namespace AccessReview.Emulator.Host;

/// <summary>One binding of a function, as the worker describes it.</summary>
/// <param name="Name">The parameter's name; <c>$return</c> for what the function returns.</param>
/// <param name="Type">Such as <c>httpTrigger</c>; compare it without regard to case.</param>
/// <param name="Json">The whole description, a JSON object.</param>
internal sealed record FunctionBinding(string Name, string Type, JsonElement Json)
{
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    public bool IsInput => !IsTrigger && Text("direction") is null or "In" or "in";

    /// <summary>Returns a text property; null if the binding does not have it.</summary>
    public string? Text(string property) =>
        Find(property) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    /// <summary>Returns a boolean property, which some bindings write as text.</summary>
    /// <param name="function">The name of the function, for the message.</param>
    /// <exception cref="EmulatorRefusedException">It is neither true nor false.</exception>
    public bool Flag(string property, bool otherwise, string function) => Text(property) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new EmulatorRefusedException($"The function {function} sets {property} to '{text}' in its binding {Name} ({Type}); write true or false."),
    };

    /// <summary>Returns a property that is an array of texts; null if the binding does not have it.</summary>
    public IReadOnlyList<string>? Texts(string property) =>
        Find(property) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(item => item.ToString())] : null;

    public static FunctionBinding Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var binding = new FunctionBinding("", "", document.RootElement.Clone());
        return binding with { Name = binding.Text("name") ?? "", Type = binding.Text("type") ?? "" };
    }

    private JsonElement? Find(string property)
    {
        foreach (var found in Json.EnumerateObject())
        {
            if (found.Name.Equals(property, StringComparison.OrdinalIgnoreCase))
                return found.Value;
        }

        return null;
    }
}
