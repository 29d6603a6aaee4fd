using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <param name="Statement">What the owner states, in their own words. The history and the evidence show it.</param>
public sealed record SignOffCampaignRequest([property: MaxLength(PlainText.MaxCharacters)] string Statement);

/// <summary>The owner's statement that a review is complete.</summary>
public sealed class SignOffCampaign(CampaignCommands commands, CampaignReader reader)
{
    [Function(nameof(SignOffCampaign))]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api(
        "States, as the owner or an administrator, that the review of a closed campaign is complete.",
        Takes = typeof(SignOffCampaignRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "statement_missing", "text_too_long")]
    [ApiProblem(409, "already_signed_off", "wrong_state")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/sign-off")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<SignOffCampaignRequest>(cancellationToken);
        var campaign = await commands.ExecuteAsync(
            client,
            caller,
            CampaignId.From(id),
            request.HttpContext.GetOperation(),
            request.ReadIfMatch(),
            (by, now) => new CampaignCommand.SignOffCampaign(wanted.Statement) { At = now, By = by },
            cancellationToken);
        // The command is committed, so the caller's cancellation is ignored.
        return ApiResult.Ok(await reader.ViewWithHistoryAsync(campaign, caller, CancellationToken.None))
            .WithETag(CampaignProblems.TagOf(campaign))
            .WithStatus(StatusCodes.Status202Accepted)
            .WithLocation($"/api/v1/campaigns/{campaign.Id}");
    }
}
