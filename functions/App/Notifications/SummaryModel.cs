using AccessReview.App.Email;
using AccessReview.App.Text;

namespace AccessReview.App.Notifications;

/// <summary>One line of a mail about several tasks.</summary>
/// <param name="Text">The person, the comment or the outcome.</param>
/// <param name="Under">The number, the time and the evidence.</param>
/// <param name="IsUrgent">It is overdue or due within a day.</param>
/// <param name="Href">The link to it. Opening it changes nothing.</param>
public sealed record SummaryLine(string Text, string Under, bool IsUrgent, Uri Href);

/// <summary>Lines about the same access.</summary>
/// <param name="Heading">The access; null: the lines are not grouped.</param>
/// <param name="Under">Kind, risk and count; null: none.</param>
/// <param name="IsHighRisk">The risk is high or critical.</param>
/// <param name="Lines">The lines that are shown.</param>
public sealed record SummaryGroup(string? Heading, string? Under, bool IsHighRisk, IReadOnlyList<SummaryLine> Lines);

/// <summary>A part of a mail about several tasks.</summary>
/// <param name="Heading">Null: it is the only part, and the mail's heading says all.</param>
/// <param name="Groups">The groups that are shown.</param>
public sealed record SummaryPart(string? Heading, IReadOnlyList<SummaryGroup> Groups)
{
    /// <summary>How many more there are; null: all are shown.</summary>
    public string? More { get; init; }

    /// <summary>Every line holds names of users, so every line is escaped. The URLs come from the app.</summary>
    public SummaryPart Escape() => this with { Groups = [.. Groups.Select(Escape)] };

    private static SummaryGroup Escape(SummaryGroup group) => group with
    {
        Heading = group.Heading is { } heading ? InertText.Of(heading) : null,
        Under = group.Under is { } under ? InertText.Of(under) : null,
        Lines = [.. group.Lines.Select(line => line with { Text = InertText.Of(line.Text), Under = InertText.Of(line.Under) })],
    };
}

/// <summary>The content of a mail about several tasks, for both HTML and text.</summary>
public sealed record SummaryModel
{
    public required string Subject { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    public required (string Label, Uri Href) Button { get; init; }

    /// <summary>The open tasks.</summary>
    public required IReadOnlyList<SummaryPart> Sections { get; init; }

    /// <summary>How many more open tasks there are; null: all are shown.</summary>
    public string? More { get; init; }

    public SummaryPart? Comments { get; init; }

    public SummaryPart? Ended { get; init; }

    public IEnumerable<SummaryPart> Others => new[] { Comments, Ended }.OfType<SummaryPart>();

    /// <summary>The time zone of the times.</summary>
    public required string TimesNote { get; init; }

    public string? ButtonNote { get; init; }

    public SummaryModel Escape() => this with
    {
        Subject = MailSubject.Clean(Subject),
        Heading = InertText.Of(Heading),
        Lead = InertText.Of(Lead),
        Sections = [.. Sections.Select(part => part.Escape())],
        Comments = Comments?.Escape(),
        Ended = Ended?.Escape(),
    };
}
