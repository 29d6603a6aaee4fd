namespace AccessReview.Emulator.Email;

/// <summary>A mail as a client requests it.</summary>
internal sealed record MailRequest(string SenderAddress, string Subject, string? PlainText, string? Html)
{
    public IReadOnlyList<MailAddressee> To { get; init; } = [];

    public IReadOnlyList<MailAddressee> Cc { get; init; } = [];

    public IReadOnlyList<MailAddressee> Bcc { get; init; } = [];

    public IReadOnlyList<MailAddressee> ReplyTo { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <param name="DisplayName">Null or empty for none.</param>
internal sealed record MailAddressee(string Address, string? DisplayName);

/// <param name="ContentId">The id by which the HTML shows the attachment; null: it is only attached.</param>
internal sealed record MailAttachment(string Name, string ContentType, string? ContentId, byte[] Content);
