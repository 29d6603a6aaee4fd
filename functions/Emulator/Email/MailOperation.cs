namespace AccessReview.Emulator.Email;

/// <summary>A send that the service took in: when its id came first, with what mail, and what became of it.</summary>
internal sealed record MailOperation(string Id, DateTimeOffset FirstAt, string Fingerprint, string Status, EmailProblem? Problem)
{
    public const string Failed = "Failed";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
}
