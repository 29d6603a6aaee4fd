namespace AccessReview.App.Http;

/// <summary>The request ends here, with this answer; what it says may be read by whoever asked.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable, snake_case: what programs look at.</param>
/// <param name="title">The same for every problem of this code.</param>
/// <param name="detail">What about this request; never an echo of what was sent.</param>
/// <param name="extensions">More members of the problem, camelCase.</param>
// It has one way to be made: a problem without its code would be none.
#pragma warning disable CA1032
public sealed class ProblemException(int status, string code, string title, string? detail = null, IDictionary<string, object?>? extensions = null)
#pragma warning restore CA1032
    : Exception(title)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Title { get; } = title;

    public string? Detail { get; } = detail;

    /// <summary>All that it says, for people.</summary>
    public string Sentence => Detail is null ? Title : $"{Title} {Detail}";

    public IDictionary<string, object?> Extensions { get; } = extensions ?? new Dictionary<string, object?>();

    /// <summary>When it is worth asking again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The methods that would have been answered (405).</summary>
    public string? Allow { get; init; }
}
