using Azure.Communication.Email;

namespace AccessReview.Emulator.Email;

/// <summary>A mail of this process's client types as a request.</summary>
internal static class ClientMail
{
    public static MailRequest Request(EmailMessage message) => new(message.SenderAddress, message.Content.Subject, message.Content.PlainText, message.Content.Html)
    {
        To = Addressees(message.Recipients.To),
        Cc = Addressees(message.Recipients.CC),
        Bcc = Addressees(message.Recipients.BCC),
        ReplyTo = Addressees(message.ReplyTo),
        Headers = message.Headers.ToDictionary(),
        Attachments = [.. message.Attachments.Select(one => new MailAttachment(one.Name, one.ContentType, one.ContentId, one.Content.ToArray()))],
    };

    private static IReadOnlyList<MailAddressee> Addressees(IEnumerable<EmailAddress> addresses) =>
        [.. addresses.Select(address => new MailAddressee(address.Address, address.DisplayName))];
}
