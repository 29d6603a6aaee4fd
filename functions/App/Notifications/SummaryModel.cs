using AccessReview.App.Email;
using AccessReview.App.Text;

namespace AccessReview.App.Notifications;

/// <summary>One task in a mail about several.</summary>
/// <param name="Text">What it asks, or how it ended.</param>
/// <param name="Under">Its number, and when it is due or had ended.</param>
/// <param name="IsUrgent">It is due within a day, or was.</param>
/// <param name="Href">Where it opens; following it changes nothing.</param>
public sealed record SummaryLine(string Text, string Under, bool IsUrgent, Uri Href);

/// <summary>What a mail about several tasks says; both its HTML and its text are written from this.</summary>
public sealed record SummaryModel
{
    public required string Subject { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    public required IReadOnlyList<SummaryLine> Waiting { get; init; }

    /// <summary>Where not all are shown: how many more there are.</summary>
    public string? More { get; init; }

    public required (string Label, Uri Href) Button { get; init; }

    /// <summary>On whose clock.</summary>
    public required string TimesNote { get; init; }

    public string? ButtonNote { get; init; }

    public string? EndedHeading { get; init; }

    public IReadOnlyList<SummaryLine> Ended { get; init; } = [];

    public string? CommentsHeading { get; init; }

    public IReadOnlyList<SummaryLine> Comments { get; init; } = [];

    /// <summary>Names are in every line, so every line is disarmed; the addresses are ours.</summary>
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
