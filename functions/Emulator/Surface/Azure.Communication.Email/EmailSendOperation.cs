// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Communication.Email;

/// <summary>The state of one send. The engine decides a mail at once, so a look at its status never finds it under way.</summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    private readonly EmailClient _client;
    private Response _response;
    private EmailSendResult _value;

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

    public override EmailSendResult Value => HasValue
        ? _value
        : throw new InvalidOperationException("The operation has not completed yet.");

    public override Response GetRawResponse() => _response;

    public override Response UpdateStatus(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HasCompleted)
            return _response;
        var outcome = _client.Service.StatusOf(Id);
        _response = outcome.Response;
        _value = outcome.Result;
        return _value.Status == EmailSendStatus.Failed ? throw new RequestFailedException(_response) : _response;
    }

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(UpdateStatus(cancellationToken));

    public override Response<EmailSendResult> WaitForCompletion(CancellationToken cancellationToken = default)
    {
        UpdateStatus(cancellationToken);
        return Response.FromValue(Value, _response);
    }

    // Named as in Microsoft's class, not as in its base.
#pragma warning disable CA1725
    public override Response<EmailSendResult> WaitForCompletion(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken) =>
        WaitForCompletion(cancellationToken);

    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(WaitForCompletion(cancellationToken));

    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken) =>
        ValueTask.FromResult(WaitForCompletion(cancellationToken));
#pragma warning restore CA1725
}
