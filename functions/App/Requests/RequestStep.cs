namespace AccessReview.App.Requests;

/// <summary>A step on a request's way, as it is drawn.</summary>
/// <param name="State">One of those below.</param>
/// <param name="IsReaders">The reader plays a role in it.</param>
public sealed record RequestStep(string Title, string Text, string State, bool IsReaders = false)
{
    public const string Done = "done";
    public const string Current = "current";
    public const string Waiting = "waiting";
    public const string Omitted = "omitted";
    public const string Failed = "failed";

    /// <summary>What somebody wrote with it.</summary>
    public string? Quote { get; init; }

    /// <summary>The number of its task, for those who may see that.</summary>
    public int? Task { get; init; }
}
