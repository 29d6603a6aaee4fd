namespace AccessReview.Emulator.Email;

/// <summary>An accepted send: when its id first came, the mail's fingerprint, and its status.</summary>
internal sealed record MailOperation(string Id, DateTimeOffset FirstAt, string Fingerprint, string Status, EmailProblem? Problem)
{
    public const string Failed = "Failed";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
}
