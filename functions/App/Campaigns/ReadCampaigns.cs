using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <summary>Campaigns, their items and their progress.</summary>
public sealed class ReadCampaigns(
    CampaignStore campaigns, CampaignReader reader, CampaignItems items, CampaignProgressReader progress, CampaignPreviewReader previews, PreviewCsv csv, DirectoryStore directory, Cursor cursors)
{
    [Function("ListCampaigns")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists campaigns, newest first.", Answers = typeof(Listed<CampaignView>), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns")] HttpRequest request, CancellationToken cancellationToken)
    {
        var page = await request.ReadPageAsync(cursors, after => campaigns.AllAsync(after, cancellationToken), cancellationToken);
        return ApiResult.Ok(await reader.ViewAsync(page, request.HttpContext.GetCaller(), cancellationToken));
    }

    [Function("ReadCampaign")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("One campaign with its history.", Answers = typeof(CampaignView), HasETag = true)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        return ApiResult.Ok(await reader.ViewWithHistoryAsync(campaign, request.HttpContext.GetCaller(), cancellationToken)).WithETag(CampaignProblems.TagOf(campaign));
    }

    [Function("PreviewCampaign")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Computes what a campaign would review and who would review it, if it were started now. Nothing is written.", Answers = typeof(CampaignPreview), AlsoContent = "text/csv")]
    [ApiQuery("format", typeof(string), "csv: one line for each item, as text/csv. So does the header Accept: text/csv.")]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/preview")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        return PreviewCsv.IsWanted(request) ? csv.Of(campaign, cancellationToken) : ApiResult.Ok(await previews.ReadAsync(campaign, cancellationToken));
    }

    [Function("ListCampaignItems")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists the items of a campaign in the order of its population.", Answers = typeof(Listed<CampaignItemView>), IsPaged = true)]
    [ApiQuery("state", typeof(ItemState), "Only items in this state.")]
    [ApiQuery("change", typeof(DeltaKind), "Only items that are new, changed or unchanged since they were last certified.")]
    [ApiQuery("reviewer", typeof(UserId), "Only items that this person reviews.")]
    public async Task<IResult> ItemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/items")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        var change = request.Query.ReadEnum<DeltaKind>("change");
        var (state, reviewer) = (request.Query.ReadEnum<ItemState>("state"), request.Query.ReadId<UserId>("reviewer"));
        var page = await request.ReadPageAsync(cursors, after => items.ListAsync(campaign.Id, state, reviewer, after, cancellationToken).Where(item => change is null || item.Value.Frozen.Delta?.Change == change), cancellationToken);
        return ApiResult.Ok(new Listed<CampaignItemView>(await CampaignItemView.OfAsync(directory, page.Items, cancellationToken), page.NextCursor));
    }

    [Function("ReadCampaignProgress")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("The progress of a campaign: by state, outcome, reviewer and app.", Answers = typeof(CampaignProgress))]
    public async Task<IResult> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/progress")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ApiResult.Ok(await progress.ReadAsync((await reader.FindAsync(id, cancellationToken)).Campaign.Id, cancellationToken));
}
