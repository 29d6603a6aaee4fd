using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <summary>Access that was certified with an exception, which has not ended.</summary>
/// <param name="Until">When it ends. The access is then reviewed again.</param>
/// <param name="ApprovedBy">The second person; null: the risk needs none.</param>
/// <param name="Task">The number of the certification.</param>
/// <param name="Campaign">The campaign of the certification; null: none.</param>
public sealed record ExceptionView(
    PersonView Person,
    AppId App,
    EntitlementId Entitlement,
    AccountId? Account,
    DateTimeOffset Until,
    string CompensatingControl,
    string Reason,
    PersonView DecidedBy,
    PersonView? ApprovedBy,
    int Task,
    CampaignId? Campaign)
{
    internal static async Task<IReadOnlyList<ExceptionView>> OfAsync(DirectoryStore directory, IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        var named = grants.SelectMany(grant => new UserId?[] { grant.UserId, grant.Exception?.By, grant.Exception?.ApprovedBy });
        var names = await CampaignNames.ReadAsync(directory, named, cancellationToken);
        return
        [
            .. from grant in grants
               let exception = grant.Exception
               where exception is not null
               select new ExceptionView(
                   names.View(grant.UserId), grant.AppId, grant.EntitlementId, grant.AccountId, exception.Until, exception.Control, exception.Reason,
                   names.View(exception.By), names.View(exception.ApprovedBy), exception.Task, exception.Campaign),
        ];
    }
}

/// <summary>The open exceptions of all campaigns.</summary>
public sealed class ListExceptions(DirectoryStore directory, Cursor cursors)
{
    [Function("ListExceptions")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists access that was certified with an exception, the one that ends first at the beginning.", Answers = typeof(Listed<ExceptionView>), IsPaged = true)]
    [ApiQuery("campaign", typeof(CampaignId), "Only exceptions of this campaign.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/exceptions")] HttpRequest request, CancellationToken cancellationToken)
    {
        var campaign = request.Query.ReadId<CampaignId>("campaign");
        var page = await request.ReadPageAsync(
            cursors,
            after => directory.ExceptionsAsync(after, cancellationToken).Where(one => campaign is null || one.Value.Exception?.Campaign == campaign),
            cancellationToken);
        return ApiResult.Ok(new Listed<ExceptionView>(await ExceptionView.OfAsync(directory, page.Items, cancellationToken), page.NextCursor));
    }
}
