namespace AccessReview.Emulator.Email;

/// <summary>The delivery status of a mail for one recipient, with the values of the service's delivery reports.</summary>
internal sealed record MailDelivery(string Address, string Status)
{
    public const string Delivered = "Delivered";
    public const string Bounced = "Bounced";
    public const string Suppressed = "Suppressed";
}
