using System.Security.Cryptography;
using System.Text.Json;
using Azure.Communication.Email;

namespace AccessReview.Emulator.Email;

/// <summary>Tells whether a repeated operation id came with the same mail.</summary>
internal static class MailFingerprint
{
    public static string Of(EmailMessage message) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        message.SenderAddress,
        message.Recipients,
        message.Content.Subject,
        message.Content.PlainText,
        message.Content.Html,
        message.ReplyTo,
        Headers = message.Headers.OrderBy(header => header.Key, StringComparer.Ordinal),
        Attachments = message.Attachments.Select(one => new { one.Name, one.ContentType, one.ContentId, Content = one.Content.ToArray() }),
    })));
}
