using System.ComponentModel.DataAnnotations;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <param name="UserIds">1 to 20 users.</param>
public sealed record SlackProposalRequest([property: Length(1, ProposePeople.MaxPeople)] IReadOnlyList<UserId> UserIds);

/// <summary>A possible match for a user in Slack. It does not connect them.</summary>
/// <param name="SlackUserId">Null: no Slack user has the user's email address.</param>
/// <param name="SlackName">The name in the Slack profile, which its owner can change.</param>
/// <param name="IsConnected">The user is already connected to this Slack user.</param>
public sealed record SlackProposal(UserId UserId, string DisplayName, string? SlackUserId, string? SlackName, bool IsConnected);

/// <summary>Finds Slack users by email address, so that an admin can check and confirm each of them.</summary>
public sealed class ProposePeople(SlackMembers members, SlackClient client, DirectoryStore directory, IOptions<SlackOptions> options)
{
    internal const int MaxPeople = 20;

    [Function("ProposeSlackMembers")]
    [Requires(OrganizationAction.ConnectPeople)]
    [Api("Proposes Slack users for people by their email addresses. An administrator confirms them.", Takes = typeof(SlackProposalRequest), Answers = typeof(Listed<SlackProposal>))]
    [ApiProblem(400, "bad_item_count")]
    [ApiProblem(409, "slack_off")]
    [ApiProblem(503, "slack_unavailable")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/slack/members/proposals")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<SlackProposalRequest>(cancellationToken);
        SlackProblems.RequireEnabled(options.Value);
        if (wanted.UserIds.Count is 0 or > MaxPeople)
            throw Problems.BadRequest($"Send 1 to {MaxPeople} people.", "bad_item_count");

        List<SlackProposal> proposals = [];
        foreach (var person in await directory.FindUsersAsync(wanted.UserIds.Distinct(), cancellationToken))
        {
            if (person.IsActive)
                proposals.Add(await ProposeAsync(person, cancellationToken));
        }

        return ApiResult.Ok(new Listed<SlackProposal>(proposals, null));
    }

    private async Task<SlackProposal> ProposeAsync(User person, CancellationToken cancellationToken)
    {
        var connected = await members.FindAsync(person.Id, cancellationToken);
        var answer = await client.CallAsync(SlackMethod.FindByEmail, new Dictionary<string, string> { ["email"] = person.Email }, cancellationToken);
        return answer switch
        {
            SlackAnswer.Done { Body: var body } when SlackClient.TextOf(body, "user", "id") is { } id => new(
                person.Id, person.DisplayName, id, SlackClient.TextOf(body, "user", "profile", "real_name") ?? SlackClient.TextOf(body, "user", "name"), id == connected?.SlackUser),
            SlackAnswer.Refused { Error: "users_not_found" } => new(person.Id, person.DisplayName, null, null, false),
            _ => throw SlackProblems.Of(answer),
        };
    }
}
