using AccessReview.App.Email;
using AccessReview.App.Text;

namespace AccessReview.App.Notifications;

/// <summary>Names and words of people are in nearly every line of a mail, so every line is disarmed; the buttons' addresses are ours.</summary>
public static class MailContentSafety
{
    public static MailModel Escape(MailModel content) => content with
    {
        Subject = MailSubject.Clean(content.Subject),
        Heading = InertText.Of(content.Heading),
        Lead = InertText.Of(content.Lead),
        Quote = content.Quote is var (who, words) ? (InertText.Of(who), InertText.Of(words)) : null,
        Quotes = [.. content.Quotes.Select(quote => (InertText.Of(quote.Who), InertText.Of(quote.Text)))],
        Facts = [.. content.Facts.Select(fact => (fact.Label, InertText.Of(fact.Value)))],
        Why = InertText.Of(content.Why),
        Ahead = [.. content.Ahead.Select(rung => (rung.At, InertText.Of(rung.What)))],
    };
}
