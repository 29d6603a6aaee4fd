using System.Globalization;

namespace AccessReview.Emulator.Email;

/// <summary>A mail in the outbox as it is listed.</summary>
internal sealed record OutboxMail(long Number, string OperationId, DateTimeOffset At, string From, string To, string Subject, string Status)
{
    /// <summary>The file names sort by time.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{At:yyyyMMdd'T'HHmmss}-{Number:D6}.eml");
}
