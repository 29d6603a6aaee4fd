using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <summary>The list of campaigns.</summary>
/// <param name="Next">The URL of the next page; null: this is the last one.</param>
/// <param name="MayCreate">The reader may create campaigns.</param>
public sealed record CampaignsModel(IReadOnlyList<Campaign> Campaigns, CampaignNames Names, string? Next, bool MayCreate, LocalTime Time);

/// <summary>The pages to read campaigns: the list, a campaign, its preview and its items.</summary>
public sealed class ShowCampaigns(
    CampaignStore campaigns, CampaignReader reader, CampaignPages pages, CampaignPreviewReader previews, PreviewCsv csv, CampaignItems items, DirectoryStore directory, Cursor cursors)
{
    [Function("ShowCampaigns")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var page = await request.ReadPageAsync(cursors, after => campaigns.AllAsync(after, cancellationToken), cancellationToken);
        var names = await CampaignNames.ReadAsync(directory, page.Items.Select(campaign => (UserId?)campaign.Plan.Owner), cancellationToken);
        var next = page.NextCursor is { } cursor ? $"{CampaignPaths.All}?cursor={Uri.EscapeDataString(cursor)}" : null;
        var content = new CampaignsModel(page.Items, names, next, CampaignTable.Allows(CampaignAction.Create, caller.Roles), new LocalTime(caller.User.TimeZone));
        return Page.Of<CampaignsPage>(new { Content = content });
    }

    [Function("ShowCampaign")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page.Of<CampaignPage>(new { Content = await pages.ReadAsync((await reader.FindAsync(id, cancellationToken)).Campaign, request.HttpContext.GetCaller(), cancellationToken) });

    [Function("ShowCampaignPreview")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/{id}/preview")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (caller, campaign) = (request.HttpContext.GetCaller(), (await reader.FindAsync(id, cancellationToken)).Campaign);
        if (PreviewCsv.IsWanted(request))
            return csv.Of(campaign, cancellationToken);
        var mayFreeze = CampaignMachine.ActionsOf(campaign, caller.Actor).Contains(CampaignAction.Freeze);
        return Page.Of<CampaignPreviewPage>(
            new { Campaign = campaign, Content = await previews.ReadAsync(campaign, cancellationToken), Time = new LocalTime(caller.User.TimeZone), MayFreeze = mayFreeze });
    }

    [Function("ShowCampaignItems")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ItemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/{id}/items")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (caller, campaign) = (request.HttpContext.GetCaller(), (await reader.FindAsync(id, cancellationToken)).Campaign);
        var change = request.Query.ReadEnum<DeltaKind>("change");
        var (state, attention) = (request.Query.ReadEnum<ItemState>("state"), request.Query.ReadText("attention") is not null);
        var page = await request.ReadPageAsync(
            cursors,
            after => items.ListAsync(campaign.Id, state, null, after, cancellationToken).Where(item => (!attention || item.Value.Progress.NeedsAttention) && (change is null || item.Value.Frozen.Delta?.Change == change)),
            cancellationToken);
        var next = page.NextCursor is { } cursor
            ? QueryHelpers.AddQueryString(CampaignPaths.Items(campaign.Id, state, attention, change), "cursor", cursor)
            : null;
        var content = new CampaignItemsModel(campaign, await CampaignItemView.OfAsync(directory, page.Items, cancellationToken), state, attention, next,
            AccessTable.Allows(TaskAction.Read, ReviewState.Open, caller.Roles, Relations.None), new LocalTime(caller.User.TimeZone))
        { Change = change };
        return Page.Of<CampaignItemsPage>(new { Content = content });
    }
}

/// <summary>A page of the items of a campaign.</summary>
/// <param name="State">Only items in this state; null: in any.</param>
/// <param name="NeedsAttention">Only items without a reviewer.</param>
/// <param name="MayReadTasks">The reader may open every task.</param>
public sealed record CampaignItemsModel(
    Campaign Campaign, IReadOnlyList<CampaignItemView> Items, ItemState? State, bool NeedsAttention, string? Next, bool MayReadTasks, LocalTime Time)
{
    /// <summary>Only items that are new, changed or unchanged; null: all.</summary>
    public DeltaKind? Change { get; init; }
}
