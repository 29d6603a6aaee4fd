using MimeKit;

namespace AccessReview.Emulator.Email.Outbox;

/// <summary>A mail for reading, as the API returns it.</summary>
internal sealed record OutboxItem(
    long Id,
    DateTimeOffset At,
    string From,
    IReadOnlyList<string> To,
    string Subject,
    string Status,
    string OperationId,
    string? Text,
    string? Html,
    IReadOnlyList<string> Links,
    IReadOnlyList<OutboxHeader> Headers,
    IReadOnlyList<string> Attachments)
{
    public static OutboxItem Open(OutboxMail mail, byte[] eml)
    {
        using var stream = new MemoryStream(eml);
        using var mime = MimeMessage.Load(stream);
        return new OutboxItem(
            mail.Number,
            mail.At,
            mail.From,
            mail.To.Split(", "),
            mail.Subject,
            mail.Status,
            mail.OperationId,
            mime.TextBody,
            mime.HtmlBody,
            MailLinks.In(mime.TextBody, mime.HtmlBody),
            [.. mime.Headers.Select(header => new OutboxHeader(header.Field, header.Value))],
            [.. mime.Attachments.Select(part => part.ContentDisposition?.FileName ?? part.ContentType.Name ?? "unnamed")]);
    }
}
