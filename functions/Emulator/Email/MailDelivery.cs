namespace AccessReview.Emulator.Email;

/// <summary>What became of a mail for one of its recipients; the words are those of the service's delivery reports.</summary>
internal sealed record MailDelivery(string Address, string Status)
{
    public const string Delivered = "Delivered";
    public const string Bounced = "Bounced";
    public const string Suppressed = "Suppressed";
}
