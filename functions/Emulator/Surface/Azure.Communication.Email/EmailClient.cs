// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

using AccessReview.Emulator.Email;
using Azure.Core;

namespace Azure.Communication.Email;

public class EmailClient
{
    private readonly string _host;

    protected EmailClient()
    {
    }

    public EmailClient(string connectionString)
        : this(connectionString, new EmailClientOptions())
    {
    }

    public EmailClient(string connectionString, EmailClientOptions options)
        : this(EmailConnectionString.EndpointOf(connectionString))
    {
    }

    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions options = null)
        : this(endpoint) => ArgumentNullException.ThrowIfNull(credential);

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null)
        : this(endpoint) => ArgumentNullException.ThrowIfNull(credential);

    private EmailClient(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _host = endpoint.Host;
    }

    /// <summary>The engine behind the address. Looked up at each use: like the real client, this one may be made before its service is up.</summary>
    internal IEmailService Service => EmailServices.Find(_host);

    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    public virtual async Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        EmailMessage message,
        Guid operationId,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MessageCheck.ThrowIfInvalid(message);
        var accepted = await Service.SendAsync(message, operationId, cancellationToken);
        var operation = new EmailSendOperation(operationId.ToString(), this, accepted);
        if (wait == WaitUntil.Completed)
            await operation.WaitForCompletionAsync(cancellationToken);
        return operation;
    }

    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(wait, senderAddress, recipientAddress, subject, htmlContent, Guid.NewGuid(), plainTextContent, cancellationToken);

    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        Guid operationId,
        string plainTextContent = null,
        CancellationToken cancellationToken = default)
    {
        var content = new EmailContent(subject) { Html = htmlContent, PlainText = plainTextContent };
        return SendAsync(wait, new EmailMessage(senderAddress, recipientAddress, content), operationId, cancellationToken);
    }
}
