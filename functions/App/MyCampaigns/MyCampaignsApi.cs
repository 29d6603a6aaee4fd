using System.ComponentModel.DataAnnotations;
using AccessReview.App.Campaigns;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.MyCampaigns;

/// <param name="Statement">What the reviewer states, in their own words. The history and the evidence show it.</param>
/// <param name="List">The hash of the list that the reviewer saw. If the decisions have changed since, the sign-off is refused.</param>
public sealed record SignOffRequest(
    [property: MaxLength(PlainText.MaxCharacters)] string Statement, [property: MaxLength(64)] string? List = null);

/// <summary>A reviewer's campaigns over the API.</summary>
public sealed class MyCampaignsApi(MyCampaignsReader campaigns, SignOffViews views, SignOffCommands commands)
{
    [Function("ListMyCampaigns")]
    [Requires(OrganizationAction.Work)]
    [Api("Lists the campaigns in which the caller reviews, with the caller's progress.", Answers = typeof(Listed<MyCampaign>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/campaigns")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<MyCampaign>(await campaigns.ReadAsync(request.HttpContext.GetCaller().Id, cancellationToken), null));

    [Function("ReadMySignOff")]
    [Requires(OrganizationAction.Work)]
    [Api("What the caller's sign-off in a campaign would say: what is removed, what stays, and what is not decided.", Answers = typeof(SignOffView))]
    [ApiProblem(409, "no_sign_off")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/campaigns/{id}/sign-off")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ApiResult.Ok(await views.ReadAsync(id, request.HttpContext.GetCaller().Id, cancellationToken));

    [Function("SignOffMyReview")]
    [Requires(OrganizationAction.Work)]
    [Api("Signs off the caller's decisions in a campaign. They take effect within a few seconds.", Takes = typeof(SignOffRequest), Answers = typeof(SignOff), Status = 202)]
    [ApiProblem(400, "statement_missing", "text_too_long")]
    [ApiProblem(403, "read_only_role")]
    [ApiProblem(409, "list_changed", "no_sign_off", "nothing_to_sign_off", "undecided_items", "wrong_state")]
    [Idempotent]
    public async Task<IResult> SignOffAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/my/campaigns/{id}/sign-off")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<SignOffRequest>(cancellationToken);
        var signOff = await commands.SignOffAsync(client, caller, CampaignId.From(id), request.HttpContext.GetOperation(), wanted.Statement, wanted.List, cancellationToken);
        return ApiResult.Ok(signOff).WithStatus(StatusCodes.Status202Accepted).WithLocation($"/api/v1/my/campaigns/{Uri.EscapeDataString(id)}/sign-off");
    }
}
