using AccessReview.App.Http;
using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Email;

/// <summary>The mail service's response to a mail.</summary>
public abstract record Posted
{
    private Posted()
    {
    }

    public sealed record Accepted : Posted;

    /// <summary>The service refused temporarily.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Pause">How long to wait before a retry; null: not said.</param>
    public sealed record Declined(int Status, TimeSpan? Pause) : Posted;

    /// <summary>The service refused this mail permanently.</summary>
    public sealed record Refused(int Status, string? Code) : Posted;

    /// <summary>There was no response.</summary>
    public sealed record Unanswered : Posted;
}

/// <summary>Sends mails to the mail service, and queries the state of a mail.</summary>
public sealed class MailPost(EmailClient client, IOptions<EmailOptions> options, IOptions<SiteOptions> site)
{
    /// <summary>The mail service recognizes a repeated operation for five minutes; we stop relying on it earlier.</summary>
    public static readonly TimeSpan RepeatsKnown = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task<Posted> SendAsync(Mail mail, Guid operation, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            await client.SendAsync(WaitUntil.Started, Write(mail), operation, limit.Token);
            return new Posted.Accepted();
        }
        catch (RequestFailedException failure)
        {
            return Judge(failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Posted.Unanswered();
        }
    }

    /// <summary>True if the mail service knows this operation.</summary>
    public async Task<bool> KnowsAsync(Guid operation, CancellationToken cancellationToken)
    {
        try
        {
            await new EmailSendOperation(operation.ToString(), client).UpdateStatusAsync(cancellationToken);
            return true;
        }
        catch (RequestFailedException unknown) when (unknown.Status == 404)
        {
            return false;
        }
        // The operation is known and has failed, for example because every recipient is suppressed. The SDK throws with status 200.
        catch (RequestFailedException failed) when (failed.Status == 200)
        {
            return true;
        }
    }

    private static Posted Judge(RequestFailedException failure) => failure.Status switch
    {
        0 => new Posted.Unanswered(),
        // The same operation is in progress: another host is sending it.
        409 => new Posted.Unanswered(),
        400 or 404 or 405 or 413 or 415 or 422 => new Posted.Refused(failure.Status, failure.ErrorCode),
        _ => new Posted.Declined(failure.Status, PauseOf(failure)),
    };

    private static TimeSpan? PauseOf(RequestFailedException failure) =>
        failure.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) == true && int.TryParse(value, out var seconds) && seconds is >= 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private EmailMessage Write(Mail mail) => new(
        options.Value.Sender,
        new EmailRecipients([mail.ToName is { } name ? new EmailAddress(mail.To, name) : new EmailAddress(mail.To)]),
        new EmailContent(mail.Subject) { Html = mail.Html, PlainText = mail.Text })
    {
        // Prevents automatic replies (RFC 3834); List-Id lets people sort by list.
        Headers = { ["Auto-Submitted"] = "auto-generated", ["X-Auto-Response-Suppress"] = "All", ["List-Id"] = $"{site.Value.Name} <access-review.{site.Value.BaseUrl.Host}>" },
        // Link tracking would give the links to a third party.
        UserEngagementTrackingDisabled = true,
    };
}
