using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Operation;

/// <summary>A mail that did not arrive, with the recipient's name.</summary>
/// <param name="Name">The recipient's current name; null: the mail is not addressed to a user.</param>
public sealed record UndeliveredLine(UndeliveredNotification Mail, string? Name);

/// <summary>Lists the mails that the mail service accepted and then reported as not delivered.</summary>
public sealed class ListUndelivered(UndeliveredNotifications undelivered, DirectoryStore directory)
{
    [Function("ListUndeliveredNotifications")]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists emails of the last 30 days that the email service reported as not delivered, newest first, at most 100.", Answers = typeof(Listed<UndeliveredNotification>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/undelivered-notifications")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<UndeliveredNotification>(await undelivered.ReadAsync(cancellationToken), null));

    public async Task<IReadOnlyList<UndeliveredLine>> ReadAsync(CancellationToken cancellationToken)
    {
        var mails = await undelivered.ReadAsync(cancellationToken);
        var names = (await directory.FindUsersAsync(mails.Select(mail => mail.To).OfType<UserId>(), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName);
        return [.. mails.Select(mail => new UndeliveredLine(mail, mail.To is { } to ? names.GetValueOrDefault(to) : null))];
    }
}
