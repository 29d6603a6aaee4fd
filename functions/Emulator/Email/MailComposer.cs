using Azure;
using MimeKit;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Composes the MIME message. A line break or NUL in a header value is refused, because it would start another header.
/// MimeKit encodes everything else that is not plain ASCII.
/// </summary>
internal static class MailComposer
{
    // https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email
    private const int MaxRecipients = 50;
    private const int MaxBytes = 10 * 1024 * 1024;

    public static MimeMessage Compose(MailRequest message, Guid operationId, DateTimeOffset now)
    {
        var sender = Mailbox(new MailAddressee(message.SenderAddress, null));
        var mime = new MimeMessage
        {
            Date = now,
            MessageId = $"{operationId:N}@{sender.Domain}",
            Subject = Harmless(message.Subject, "subject"),
            Body = Body(message),
        };
        mime.From.Add(sender);
        mime.To.AddRange(message.To.Select(Mailbox));
        mime.Cc.AddRange(message.Cc.Select(Mailbox));
        mime.Bcc.AddRange(message.Bcc.Select(Mailbox));
        mime.ReplyTo.AddRange(message.ReplyTo.Select(Mailbox));
        if (mime.To.Count + mime.Cc.Count + mime.Bcc.Count > MaxRecipients)
            throw Bad($"A mail has at most {MaxRecipients} recipients.");
        foreach (var (name, value) in message.Headers)
            mime.Headers.Replace(HeaderName(name), Harmless(value, $"header {HeaderName(name)}"));
        return mime;
    }

    public static byte[] Write(MimeMessage mime)
    {
        // The Bcc recipients are not written into the message.
        var format = FormatOptions.Default.Clone();
        format.HiddenHeaders.Add(HeaderId.Bcc);
        using var stream = new MemoryStream();
        mime.WriteTo(format, stream);
        return stream.Length > MaxBytes ? throw Bad("A mail is at most 10 MB.") : stream.ToArray();
    }

    private static MimeEntity Body(MailRequest message)
    {
        var builder = new BodyBuilder { TextBody = OrNull(message.PlainText), HtmlBody = OrNull(message.Html) };
        foreach (var attachment in message.Attachments)
        {
            var type = ContentType.TryParse(Harmless(attachment.ContentType, "content type"), out var parsed)
                ? parsed
                : throw Bad("The content type of an attachment is malformed.");
            var isInline = !string.IsNullOrEmpty(attachment.ContentId);
            var part = (isInline ? builder.LinkedResources : builder.Attachments).Add(Harmless(attachment.Name, "attachment name"), attachment.Content, type);
            if (isInline)
                part.ContentId = Harmless(attachment.ContentId!, "content id"); // An inline attachment has a content id.
        }

        return builder.ToMessageBody();
    }

    private static MailboxAddress Mailbox(MailAddressee address)
    {
        var text = Harmless(address.Address, "address");
        // Only a single address is allowed: no display name, no list and no group.
        return MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text && parsed.Domain.Length > 0
            ? new MailboxAddress(OrNull(Harmless(address.DisplayName ?? string.Empty, "display name")), text)
            : throw Bad("An address is malformed.");
    }

    private static string HeaderName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? name
            : throw Bad("The name of a header is malformed.");

    private static string Harmless(string text, string what) => text.AsSpan().ContainsAny('\r', '\n', '\0')
        ? throw Bad($"A line break or NUL is not allowed in the {what}.")
        : text;

    private static RequestFailedException Bad(string why) => EmailResponses.Refusal(400, EmailProblem.BadRequest(why));

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
