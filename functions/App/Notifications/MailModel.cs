namespace AccessReview.App.Notifications;

/// <summary>
/// The content of a task's mail, for both HTML and text. Text that users wrote is already escaped, so that nothing in it
/// becomes a link.
/// </summary>
public sealed record MailModel
{
    public required string Subject { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    /// <summary>The evidence beside the decision; null: the mail is not about a decision.</summary>
    public string? Evidence { get; init; }

    /// <summary>What the decider should not overlook.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    public required IReadOnlyList<(string Label, string Value)> Facts { get; init; }

    /// <summary>A user's text, with its writer.</summary>
    public (string Who, string Text)? Quote { get; init; }

    /// <summary>More quotes, in order.</summary>
    public IReadOnlyList<(string Who, string Text)> Quotes { get; init; } = [];

    public IEnumerable<(string Who, string Text)> AllQuotes => Quote is { } first ? Quotes.Prepend(first) : Quotes;

    /// <summary>When the decision is due, above the buttons; null: nothing is due.</summary>
    public string? Due { get; init; }

    /// <summary>What happens first if nobody answers, below the buttons; null: nothing.</summary>
    public string? Silence { get; init; }

    /// <summary>The ladder as a line of dots, with today marked; empty: none. <see cref="Ahead"/> says the same in words.</summary>
    public IReadOnlyList<MailDot> Dots { get; init; } = [];

    public required IReadOnlyList<(string Label, Uri Href)> Buttons { get; init; }

    public string? ButtonNote { get; init; }

    public required string Why { get; init; }

    /// <summary>The next rungs of the ladder, if nobody answers.</summary>
    public IReadOnlyList<(string At, string What)> Ahead { get; init; } = [];

    public string? AheadNote { get; init; }
}
