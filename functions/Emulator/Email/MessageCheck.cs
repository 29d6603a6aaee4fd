using Azure.Communication.Email;

namespace AccessReview.Emulator.Email;

/// <summary>What Microsoft's client refuses before it calls the service.</summary>
internal static class MessageCheck
{
    public static void ThrowIfInvalid(EmailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Headers.Any(header => string.IsNullOrWhiteSpace(header.Value)))
            throw new ArgumentException("Email header values cannot be empty.", nameof(message));
        if (string.IsNullOrWhiteSpace(message.Content.Html) && string.IsNullOrWhiteSpace(message.Content.PlainText))
            throw new ArgumentException("Email content must have either HTML or PlainText.", nameof(message));
        if (string.IsNullOrWhiteSpace(message.Content.Subject))
            throw new ArgumentException("Email subject cannot be empty.", nameof(message));
        if (message.Recipients.To.Count + message.Recipients.CC.Count + message.Recipients.BCC.Count == 0)
            throw new ArgumentException("At least one recipient is required.", nameof(message));
    }
}
