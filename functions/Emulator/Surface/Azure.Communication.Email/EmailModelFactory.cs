// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Communication.Email;

public static class EmailModelFactory
{
    public static EmailSendResult EmailSendResult(string id = null, EmailSendStatus status = default) => new(id, status);
}
