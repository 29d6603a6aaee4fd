using AccessReview.App.Email;
using AccessReview.App.Text;

namespace AccessReview.App.Notifications;

/// <summary>One line of a mail about several tasks.</summary>
/// <param name="Text">The question or the outcome.</param>
/// <param name="Under">The number, and when it is due or was closed.</param>
/// <param name="IsUrgent">It is overdue or due within a day.</param>
/// <param name="Href">The link to it. Opening it changes nothing.</param>
public sealed record SummaryLine(string Text, string Under, bool IsUrgent, Uri Href);

/// <summary>The content of a mail about several tasks, for both HTML and text.</summary>
public sealed record SummaryModel
{
    public required string Subject { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    public required IReadOnlyList<SummaryLine> Waiting { get; init; }

    /// <summary>How many more tasks there are; null: all are shown.</summary>
    public string? More { get; init; }

    public required (string Label, Uri Href) Button { get; init; }

    /// <summary>The time zone of the times.</summary>
    public required string TimesNote { get; init; }

    public string? ButtonNote { get; init; }

    public string? EndedHeading { get; init; }

    public IReadOnlyList<SummaryLine> Ended { get; init; } = [];

    public string? CommentsHeading { get; init; }

    public IReadOnlyList<SummaryLine> Comments { get; init; } = [];

    /// <summary>Every line holds names of users, so every line is escaped. The URLs come from the app.</summary>
    public SummaryModel Escape() => this with
    {
        Subject = MailSubject.Clean(Subject),
        Heading = InertText.Of(Heading),
        Lead = InertText.Of(Lead),
        Waiting = [.. Waiting.Select(line => line with { Text = InertText.Of(line.Text), Under = InertText.Of(line.Under) })],
        Comments = [.. Comments.Select(line => line with { Text = InertText.Of(line.Text), Under = InertText.Of(line.Under) })],
        Ended = [.. Ended.Select(line => line with { Text = InertText.Of(line.Text) })],
    };
}
