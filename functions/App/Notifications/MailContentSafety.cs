using AccessReview.App.Email;
using AccessReview.App.Text;

namespace AccessReview.App.Notifications;

/// <summary>
/// Nearly every line of a mail holds names or text of users, so every line is escaped. The buttons' URLs come from the app.
/// </summary>
public static class MailContentSafety
{
    public static MailModel Escape(MailModel content) => content with
    {
        Subject = MailSubject.Clean(content.Subject),
        Heading = InertText.Of(content.Heading),
        Lead = InertText.Of(content.Lead),
        Evidence = content.Evidence is { } evidence ? InertText.Of(evidence) : null,
        Quote = content.Quote is var (who, words) ? (InertText.Of(who), InertText.Of(words)) : null,
        Quotes = [.. content.Quotes.Select(quote => (InertText.Of(quote.Who), InertText.Of(quote.Text)))],
        Facts = [.. content.Facts.Select(fact => (fact.Label, InertText.Of(fact.Value)))],
        Silence = content.Silence is { } silence ? InertText.Of(silence) : null,
        Why = InertText.Of(content.Why),
        Ahead = [.. content.Ahead.Select(rung => (rung.At, InertText.Of(rung.What)))],
    };
}
