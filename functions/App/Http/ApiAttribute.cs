namespace AccessReview.App.Http;

/// <summary>What the OpenAPI document says about an endpoint in addition to its route and its authorization level.</summary>
/// <param name="summary">One sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The type of the request body.</summary>
    public Type? Takes { get; init; }

    /// <summary>The type of the response body.</summary>
    public Type? Answers { get; init; }

    public int Status { get; init; } = 200;

    /// <summary>The names of its query parameters.</summary>
    public string[] Query { get; init; } = [];
}
