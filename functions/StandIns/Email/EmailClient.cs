// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email;

/// <summary>The REST API of Communication Services: https://learn.microsoft.com/rest/api/communication/email/email/send.</summary>
public class EmailClient
{
    private const string Scope = "https://communication.azure.com//.default";

    private readonly Uri _endpoint;
    private readonly string _apiVersion;
    private readonly HttpPipeline _pipeline;

    /// <summary>For tests, which override methods.</summary>
    protected EmailClient()
    {
    }

    public EmailClient(string connectionString, EmailClientOptions options)
        : this(ConnectionString.Parse(connectionString), options)
    {
    }

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential ?? throw new ArgumentNullException(nameof(credential)), Scope), options)
    {
    }

    private EmailClient(ConnectionString connection, EmailClientOptions options)
        : this(connection.Endpoint, new HmacPolicy(connection.AccessKey), options)
    {
    }

    private EmailClient(Uri endpoint, HttpPipelinePolicy authentication, EmailClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new EmailClientOptions();
        _endpoint = endpoint;
        _apiVersion = options.ApiVersion;
        _pipeline = HttpPipelineBuilder.Build(options, authentication);
    }

    /// <exception cref="RequestFailedException">The service refused the mail, or could not be reached (status 0).</exception>
    public virtual async Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        EmailMessage message,
        Guid operationId,
        CancellationToken cancellationToken = default)
    {
        EmailJson.ThrowIfInvalid(message);
        using var request = Request(RequestMethod.Post, "/emails:send");
        request.Headers.Add("Operation-Id", operationId.ToString());
        request.Headers.Add("Content-Type", "application/json");
        request.Content = RequestContent.Create(EmailJson.Write(message));
        var accepted = await _pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        if (accepted.Status != 202)
            throw new RequestFailedException(accepted);

        var operation = new EmailSendOperation(EmailJson.ReadId(accepted), this, accepted);
        if (wait == WaitUntil.Completed)
            await operation.WaitForCompletionAsync(cancellationToken).ConfigureAwait(false);
        return operation;
    }

    internal async ValueTask<Response> StatusAsync(string operationId, bool isAsync, CancellationToken cancellationToken)
    {
        using var request = Request(RequestMethod.Get, $"/emails/operations/{Uri.EscapeDataString(operationId)}");
        // A synchronous caller blocks its own thread.
#pragma warning disable CA1849
        var status = isAsync
            ? await _pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false)
            : _pipeline.SendRequest(request, cancellationToken);
#pragma warning restore CA1849
        return status.Status == 200 ? status : throw new RequestFailedException(status);
    }

    private Request Request(RequestMethod method, string path)
    {
        var request = _pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(_endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Uri.AppendQuery("api-version", _apiVersion);
        request.Headers.Add("Accept", "application/json");
        return request;
    }
}
