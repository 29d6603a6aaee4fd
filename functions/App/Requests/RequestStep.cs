namespace AccessReview.App.Requests;

/// <summary>A step of a request, as shown on its page.</summary>
/// <param name="State">One of the constants below.</param>
/// <param name="IsReaders">The reader is involved in it.</param>
public sealed record RequestStep(string Title, string Text, string State, bool IsReaders = false)
{
    public const string Done = "done";
    public const string Current = "current";
    public const string Waiting = "waiting";
    public const string Omitted = "omitted";
    public const string Failed = "failed";

    /// <summary>The decider's text; null: none.</summary>
    public string? Quote { get; init; }

    /// <summary>The number of its task; null: the reader may not see it.</summary>
    public int? Task { get; init; }
}
