namespace AccessReview.App.Http;

/// <summary>A query parameter, for the OpenAPI document.</summary>
/// <param name="name">As in the URL.</param>
/// <param name="type">The type of its value: text, an identifier or an enum.</param>
/// <param name="description">One sentence.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiQueryAttribute(string name, Type type, string description) : Attribute
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    public string Description { get; } = description;

    /// <summary>The value that applies if the parameter is missing; null: none.</summary>
    public string? Default { get; init; }
}
