using System.Net.Mail;

namespace AccessReview.App.Email;

/// <summary>A mail that is ready to send. It cannot contain text that would inject a header or another recipient.</summary>
public sealed record Mail
{
    /// <summary>Table Storage limits a text property to 64 KiB of UTF-16.</summary>
    public const int MaxCharacters = 32_000;

    private const int MaxSubjectCharacters = 250;

    /// <exception cref="ArgumentException">An invalid address, a line break or NUL in a header, or a text that is too long.</exception>
    public Mail(string to, string? toName, string subject, string html, string text)
    {
        if (!IsAddress(to))
            throw new ArgumentException("The recipient's address is none.", nameof(to));
        if (subject.Length is 0 or > MaxSubjectCharacters || subject.Any(char.IsControl))
            throw new ArgumentException("The subject is empty, too long, or has control characters.", nameof(subject));
        if (toName?.Any(char.IsControl) == true)
            throw new ArgumentException("The recipient's name has control characters.", nameof(toName));
        if (html.Length > MaxCharacters || text.Length > MaxCharacters)
            throw new ArgumentException("The mail is too long.", nameof(html));
        (To, ToName, Subject, Html, Text) = (to, toName, subject, html, text);
    }

    public string To { get; }

    public string? ToName { get; }

    public string Subject { get; }

    public string Html { get; }

    public string Text { get; }

    public static bool IsAddress(string address) =>
        address.Length is > 2 and <= 254
        && !address.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is ',' or ';' or '<' or '>' or '"' or '(' or ')')
        && MailAddress.TryCreate(address, out var parsed)
        && parsed.Address == address;
}
