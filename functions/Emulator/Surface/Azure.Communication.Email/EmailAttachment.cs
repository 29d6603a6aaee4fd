// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Communication.Email;

public class EmailAttachment
{
    public EmailAttachment(string name, string contentType, BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(content);
        Name = name;
        ContentType = contentType;
        Content = content;
    }

    public BinaryData Content { get; }

    public string ContentId { get; set; }

    public string ContentType { get; }

    public string Name { get; }
}
