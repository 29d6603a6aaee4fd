namespace AccessReview.App.Http;

/// <summary>What the API's description says of an endpoint beyond its route and its level.</summary>
/// <param name="summary">One sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The body that it reads.</summary>
    public Type? Takes { get; init; }

    /// <summary>The body that it answers with.</summary>
    public Type? Answers { get; init; }

    public int Status { get; init; } = 200;

    /// <summary>The names of its query parameters.</summary>
    public string[] Query { get; init; } = [];
}
