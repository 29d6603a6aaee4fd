namespace AccessReview.App.Http;

/// <summary>Ends the request with this problem. Its texts may be shown to the caller.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">A stable code for programs, in snake_case.</param>
/// <param name="title">The same for every problem with this code.</param>
/// <param name="detail">What applies to this request; it never repeats what the caller sent.</param>
/// <param name="extensions">Additional members of the problem, camelCase.</param>
// Only one constructor: a problem without a code is invalid.
#pragma warning disable CA1032
public sealed class ProblemException(int status, string code, string title, string? detail = null, IDictionary<string, object?>? extensions = null)
#pragma warning restore CA1032
    : Exception(title)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Title { get; } = title;

    public string? Detail { get; } = detail;

    /// <summary>The complete message for people.</summary>
    public string Sentence => Detail is null ? Title : $"{Title} {Detail}";

    public IDictionary<string, object?> Extensions { get; } = extensions ?? new Dictionary<string, object?>();

    /// <summary>How long to wait before a retry; null: a retry does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The allowed methods (405).</summary>
    public string? Allow { get; init; }
}
