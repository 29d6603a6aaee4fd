// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Communication.Email;

/// <summary>The state of one send, as the service last reported it.</summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    private readonly EmailClient _client;
    private Response _response;
    private EmailSendResult _value;

    /// <summary>For tests, which override methods.</summary>
    protected EmailSendOperation()
    {
    }

    public EmailSendOperation(string id, EmailClient client)
        : this(id, client, null)
    {
    }

    internal EmailSendOperation(string id, EmailClient client, Response accepted)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(client);
        Id = id;
        _client = client;
        _response = accepted;
    }

    public override bool HasCompleted => _value is not null;

    public override bool HasValue => _value?.Status == EmailSendStatus.Succeeded;

    public override string Id { get; }

    public override EmailSendResult Value => HasValue ? _value : throw new InvalidOperationException("The operation has not completed yet.");

    public override Response GetRawResponse() => _response;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        HasCompleted ? _response : Read(_client.StatusAsync(Id, isAsync: false, cancellationToken).AsTask().GetAwaiter().GetResult());

    /// <exception cref="RequestFailedException">The service does not know the operation (404), or the send failed (200).</exception>
    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) =>
        HasCompleted ? _response : Read(await _client.StatusAsync(Id, isAsync: true, cancellationToken).ConfigureAwait(false));

    private Response Read(Response response)
    {
        _response = response;
        var status = EmailJson.ReadStatus(response);
        if (status == EmailSendStatus.NotStarted || status == EmailSendStatus.Running)
            return response;
        _value = new EmailSendResult(status);
        return status == EmailSendStatus.Succeeded ? response : throw new RequestFailedException(response);
    }
}
