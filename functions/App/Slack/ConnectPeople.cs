using System.ComponentModel.DataAnnotations;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <param name="SlackUserId">As in the Slack profile under "Copy member ID": U… or W….</param>
public sealed record SlackMemberRequest([property: RegularExpression("^[UW][A-Z0-9]{1,31}$")] string SlackUserId);

/// <param name="UserId">The user in the directory.</param>
/// <param name="SlackUserId">The same person's user id in Slack.</param>
/// <param name="ConfirmedBy">The admin who connected them.</param>
public sealed record SlackMemberView(UserId UserId, string SlackUserId, UserId ConfirmedBy, DateTimeOffset ConfirmedAt)
{
    public static SlackMemberView Of(SlackMember member) => new(member.User, member.SlackUser, member.ConfirmedBy, member.ConfirmedAt);
}

/// <summary>
/// Connects Slack users with users. Only an admin can do so, because a connected Slack user decides in the user's name,
/// and names and email addresses in a Slack profile can be changed by their owner.
/// </summary>
public sealed partial class ConnectPeople(
    SlackMembers members, SlackClient client, DirectoryStore directory, Cursor cursors, IOptions<SlackOptions> options, TimeProvider clock, ILogger<ConnectPeople> logger)
{
    [Function("ListSlackMembers")]
    [Requires(OrganizationAction.ConnectPeople)]
    [Api("Lists people who are connected to Slack.", Answers = typeof(Listed<SlackMemberView>), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/slack/members")] HttpRequest request, CancellationToken cancellationToken)
    {
        var page = await request.ReadPageAsync(cursors, after => members.ListAsync(after, cancellationToken), cancellationToken);
        return ApiResult.Ok(page.Select(SlackMemberView.Of));
    }

    [Function("ReadSlackMember")]
    [Requires(OrganizationAction.ConnectPeople)]
    [Api("Returns a person's Slack user.", Answers = typeof(SlackMemberView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/slack/members/{user}")] HttpRequest request, string user, CancellationToken cancellationToken) =>
        ApiResult.Ok(SlackMemberView.Of(await members.FindAsync(UserId.From(RouteId.Of(user)), cancellationToken) ?? throw Problems.NotFound()));

    [Function("ConnectSlackMember")]
    [Requires(OrganizationAction.ConnectPeople)]
    [Api("Connects a person to a Slack user. From then on, that user decides as the person.", Takes = typeof(SlackMemberRequest), Answers = typeof(SlackMemberView))]
    [ApiProblem(400, "bad_slack_user", "unknown_slack_user")]
    [ApiProblem(409, "slack_off", "slack_user_taken")]
    [ApiProblem(503, "slack_unavailable")]
    public async Task<IResult> ConnectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/slack/members/{user}")] HttpRequest request, string user, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<SlackMemberRequest>(cancellationToken);
        SlackProblems.RequireEnabled(options.Value);
        if (!SlackNames.IsUser(wanted.SlackUserId))
            throw Problems.BadRequest("slackUserId is U or W, and capital letters and digits.", "bad_slack_user");
        if (await directory.FindUserAsync(UserId.From(RouteId.Of(user)), cancellationToken) is not { IsActive: true } person)
            throw Problems.NotFound();

        var channel = await OpenAsync(wanted.SlackUserId, cancellationToken);
        var member = new SlackMember(person.Id, wanted.SlackUserId, channel, caller.Id, clock.GetUtcNow());
        if (!await members.ConfirmAsync(member, cancellationToken))
            throw Problems.Conflict("slack_user_taken", "This Slack user is already connected to another person.", "Remove that connection first. If you see none, reload: it may have just changed.");
        Log.Connected(logger, caller.Id.Value, person.Id.Value, wanted.SlackUserId);
        return ApiResult.Ok(SlackMemberView.Of(member));
    }

    [Function("DisconnectSlackMember")]
    [Requires(OrganizationAction.ConnectPeople)]
    [Api("Disconnects a person from Slack.", Status = StatusCodes.Status204NoContent)]
    public async Task<IResult> DisconnectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/slack/members/{user}")] HttpRequest request, string user, CancellationToken cancellationToken)
    {
        var person = UserId.From(RouteId.Of(user));
        if (!await members.RemoveAsync(person, cancellationToken))
            throw Problems.NotFound();
        Log.Disconnected(logger, request.HttpContext.GetCaller().Id.Value, person.Value);
        return ApiResult.NoContent();
    }

    /// <summary>Opens the bot's conversation with a Slack user, which also shows that the Slack user exists.</summary>
    private async Task<string> OpenAsync(string slackUser, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(SlackMethod.OpenConversation, new System.Text.Json.Nodes.JsonObject { ["users"] = slackUser }, cancellationToken);
        if (answer is SlackAnswer.Done { Body: var body } && SlackClient.TextOf(body, "channel", "id") is { } channel)
            return channel;
        throw answer is SlackAnswer.Refused { IsOurs: false }
            ? Problems.BadRequest("Slack has no user with this id that the bot can message.", "unknown_slack_user")
            : SlackProblems.Of(answer);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Person} connected to Slack user {SlackUser} by {Admin}")]
        public static partial void Connected(ILogger logger, string admin, string person, string slackUser);

        [LoggerMessage(LogLevel.Warning, "{Person} disconnected from Slack by {Admin}")]
        public static partial void Disconnected(ILogger logger, string admin, string person);
    }
}
