using System.Runtime.CompilerServices;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <summary>A page of the removals of a campaign.</summary>
/// <param name="State">Only removals in this state; null: in any.</param>
public sealed record CampaignRemovalsModel(Campaign Campaign, IReadOnlyList<RemovalView> Removals, RemovalFilter? State, string? Next, LocalTime Time);

/// <summary>The removals of a campaign, as a page, by API and as CSV.</summary>
public sealed class ListRemovals(CampaignReader campaigns, RemovalReader removals, Cursor cursors)
{
    [Function("ListCampaignRemovals")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api(
        "Lists the removals of a campaign in the order of its population: their state, who must act, and what proves the end of the access.",
        Answers = typeof(Listed<RemovalView>), IsPaged = true)]
    [ApiQuery("state", typeof(RemovalFilter), "Only removals in this state. open and overdue are those that are not over.")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/removals")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.FindAsync(id, cancellationToken)).Campaign;
        var (views, next, _) = await PageAsync(request, campaign, cancellationToken);
        return ApiResult.Ok(new Listed<RemovalView>(views, next));
    }

    [Function("CountCampaignRemovals")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Counts the removals of a campaign by state. A removal can count several times: an overdue one is open too.", Answers = typeof(RemovalCounts))]
    public async Task<IResult> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/removals/counts")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ApiResult.Ok(await removals.CountAsync((await campaigns.FindAsync(id, cancellationToken)).Campaign, cancellationToken));

    [Function("DownloadCampaignRemovals")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("The removals of a campaign as CSV. The separator is that of the reader's locale unless one is given.", Answers = typeof(string), Content = "text/csv")]
    [ApiQuery("separator", typeof(CsvSeparator), "The character between the cells.")]
    public async Task<IResult> DownloadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/removals.csv")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.FindAsync(id, cancellationToken)).Campaign;
        return new CsvDownload($"removals-{campaign.Id}.csv", RemovalCsv.Columns, RecordsAsync(campaign, cancellationToken), request.Query.ReadEnum<CsvSeparator>("separator"));
    }

    [Function("ShowCampaignRemovals")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/{id}/removals")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.FindAsync(id, cancellationToken)).Campaign;
        var (views, cursor, state) = await PageAsync(request, campaign, cancellationToken);
        var path = CampaignPaths.Removals(campaign.Id, state);
        var next = cursor is null ? null : $"{path}{(state is null ? '?' : '&')}cursor={Uri.EscapeDataString(cursor)}";
        return Page.Of<CampaignRemovalsPage>(new { Content = new CampaignRemovalsModel(campaign, views, state, next, new LocalTime(request.HttpContext.GetCaller().User.TimeZone)) });
    }

    private async IAsyncEnumerable<string[]> RecordsAsync(Campaign campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in removals.ListAsync(campaign, null, null, cancellationToken).Chunk(100).WithCancellation(cancellationToken))
        {
            foreach (var removal in await removals.ViewAsync(campaign, [.. page.Select(one => one.Value)], cancellationToken))
                yield return RemovalCsv.Of(removal);
        }
    }

    private async Task<(IReadOnlyList<RemovalView> Views, string? Next, RemovalFilter? State)> PageAsync(HttpRequest request, Campaign campaign, CancellationToken cancellationToken)
    {
        var state = request.Query.ReadEnum<RemovalFilter>("state");
        var page = await request.ReadPageAsync(cursors, after => removals.ListAsync(campaign, state, after, cancellationToken), cancellationToken);
        return (await removals.ViewAsync(campaign, page.Items, cancellationToken), page.NextCursor, state);
    }
}
