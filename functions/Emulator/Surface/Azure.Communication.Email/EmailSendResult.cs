// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Communication.Email;

public class EmailSendResult
{
    internal EmailSendResult(string id, EmailSendStatus status)
    {
        Id = id;
        Status = status;
    }

    public EmailSendStatus Status { get; }

    internal string Id { get; }
}
