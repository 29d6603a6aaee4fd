using System.Security.Cryptography;
using System.Text.Json;

namespace AccessReview.Emulator.Email;

/// <summary>Detects whether a repeated operation id came with the same mail.</summary>
internal static class MailFingerprint
{
    public static string Of(MailRequest message) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        message.SenderAddress,
        Recipients = new { BCC = message.Bcc, CC = message.Cc, message.To },
        message.Subject,
        message.PlainText,
        message.Html,
        message.ReplyTo,
        Headers = message.Headers.OrderBy(header => header.Key, StringComparer.Ordinal),
        Attachments = message.Attachments.Select(one => new { one.Name, one.ContentType, one.ContentId, one.Content }),
    })));
}
