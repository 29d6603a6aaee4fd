namespace AccessReview.App.Notifications;

/// <summary>What a task's mail says; both its HTML and its text are written from this, already free of anything clickable that people wrote.</summary>
public sealed record MailModel
{
    public required string Subject { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    public required IReadOnlyList<(string Label, string Value)> Facts { get; init; }

    /// <summary>Somebody's own words: who, and what they wrote.</summary>
    public (string Who, string Text)? Quote { get; init; }

    /// <summary>More of the same, in order.</summary>
    public IReadOnlyList<(string Who, string Text)> Quotes { get; init; } = [];

    public IEnumerable<(string Who, string Text)> AllQuotes => Quote is { } first ? Quotes.Prepend(first) : Quotes;

    public required IReadOnlyList<(string Label, Uri Href)> Buttons { get; init; }

    public string? ButtonNote { get; init; }

    public required string Why { get; init; }

    /// <summary>What happens when nobody answers.</summary>
    public IReadOnlyList<(string At, string What)> Ahead { get; init; } = [];

    public string? AheadNote { get; init; }
}
