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

    /// <summary>The media type of the response body.</summary>
    public string Content { get; init; } = "application/json";

    /// <summary>Another media type of the response body, as text, for callers who ask for it; null: none.</summary>
    public string? AlsoContent { get; init; }

    /// <summary>The endpoint answers with the same body and 503 if a part of the system is down.</summary>
    public bool AnswersIfDown { get; init; }

    /// <summary>The list has pages, so it takes <c>cursor</c> and <c>limit</c>.</summary>
    public bool IsPaged { get; init; }

    /// <summary>The response has an ETag, and a GET with If-None-Match can be answered with 304.</summary>
    public bool HasETag { get; init; }

    /// <summary>The endpoint compares If-Match with the version that it replaces. It implies an ETag in the response.</summary>
    public bool ChecksVersion { get; init; }
}
