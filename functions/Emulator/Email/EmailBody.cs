using System.Text.Json;
using Azure;

namespace AccessReview.Emulator.Email;

/// <summary>Reads the JSON of a mail.</summary>
internal static class EmailBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <exception cref="RequestFailedException">400: it is unreadable, or a required value is missing.</exception>
    public static MailRequest Read(byte[] body)
    {
        try
        {
            var mail = JsonSerializer.Deserialize<Mail>(body, Json) ?? throw Bad("The body is empty.");
            if (string.IsNullOrWhiteSpace(mail.Content.Subject) || string.IsNullOrWhiteSpace(mail.Content.PlainText + mail.Content.Html))
                throw Bad("A mail needs a subject, and a plain text or HTML.");
            var request = new MailRequest(mail.SenderAddress, mail.Content.Subject, mail.Content.PlainText, mail.Content.Html)
            {
                To = Of(mail.Recipients.To),
                Cc = Of(mail.Recipients.Cc),
                Bcc = Of(mail.Recipients.Bcc),
                ReplyTo = Of(mail.ReplyTo),
                Headers = mail.Headers ?? [],
                Attachments = [.. (mail.Attachments ?? []).Select(one => new MailAttachment(one.Name, one.ContentType, one.ContentId, one.ContentInBase64))],
            };
            return request.To.Count + request.Cc.Count + request.Bcc.Count > 0 ? request : throw Bad("A mail needs a recipient.");
        }
        catch (JsonException malformed)
        {
            throw Bad($"The body cannot be read: {malformed.Message}");
        }
    }

    private static IReadOnlyList<MailAddressee> Of(IReadOnlyList<Address>? addresses) =>
        [.. (addresses ?? []).Select(one => new MailAddressee(one.Email, one.DisplayName))];

    private static RequestFailedException Bad(string why) => EmailResponses.Refusal(400, EmailProblem.BadRequest(why));

    private sealed record Mail(
        string SenderAddress,
        Content Content,
        Recipients Recipients,
        Dictionary<string, string>? Headers = null,
        IReadOnlyList<Address>? ReplyTo = null,
        IReadOnlyList<Attachment>? Attachments = null);

    private sealed record Content(string Subject, string? PlainText = null, string? Html = null);

    private sealed record Recipients(IReadOnlyList<Address>? To = null, IReadOnlyList<Address>? Cc = null, IReadOnlyList<Address>? Bcc = null);

    private sealed record Address([property: System.Text.Json.Serialization.JsonPropertyName("address")] string Email, string? DisplayName = null);

    private sealed record Attachment(string Name, string ContentType, byte[] ContentInBase64, string? ContentId = null);
}
