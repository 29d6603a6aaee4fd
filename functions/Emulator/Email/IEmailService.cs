using Azure;
using Azure.Communication.Email;

namespace AccessReview.Emulator.Email;

/// <summary>What Microsoft's client types need from the engine behind an address.</summary>
internal interface IEmailService
{
    /// <summary>Answers 202 once the mail is on disk; throws what the service would answer otherwise.</summary>
    Task<Response> SendAsync(EmailMessage message, Guid operationId, CancellationToken cancellationToken);

    /// <exception cref="RequestFailedException">404: the operation is not known.</exception>
    EmailOutcome StatusOf(string operationId);
}
