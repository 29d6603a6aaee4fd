using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Reads campaigns with the names of their people.</summary>
public sealed class CampaignReader(CampaignStore campaigns, DirectoryStore directory)
{
    /// <exception cref="ProblemException">404: there is no such campaign.</exception>
    internal async Task<StoredCampaign> FindAsync(string id, CancellationToken cancellationToken) =>
        await campaigns.LoadAsync(CampaignId.From(id), cancellationToken) ?? throw Problems.NotFound();

    internal async Task<CampaignView> ViewAsync(Campaign campaign, Caller caller, CancellationToken cancellationToken) =>
        CampaignView.Of(campaign, caller.Actor, await CampaignNames.ReadAsync(directory, CampaignView.PeopleOf(campaign), cancellationToken));

    internal async Task<Listed<CampaignView>> ViewAsync(Listed<Campaign> page, Caller caller, CancellationToken cancellationToken)
    {
        var names = await CampaignNames.ReadAsync(directory, page.Items.SelectMany(CampaignView.PeopleOf), cancellationToken);
        return page.Select(campaign => CampaignView.Of(campaign, caller.Actor, names));
    }

    internal async Task<CampaignView> ViewWithHistoryAsync(Campaign campaign, Caller caller, CancellationToken cancellationToken)
    {
        var events = (await campaigns.EventsAsync(campaign.Id, cancellationToken)).TakeWhile(stored => stored.Version <= campaign.Version).ToList();
        var names = await CampaignNames.ReadAsync(directory, [.. CampaignView.PeopleOf(campaign), .. events.SelectMany(stored => CampaignHistory.PeopleOf(stored.Event))], cancellationToken);
        return CampaignView.Of(campaign, caller.Actor, names) with
        {
            Differences = await CampaignPages.DifferencesAsync(campaigns, campaign, cancellationToken),
            History = [.. events.Select(stored => new CampaignEventView(
                stored.Version,
                JsonNamingPolicy.CamelCase.ConvertName(stored.Event.GetType().Name),
                stored.Event.At,
                names.View(stored.Event.By.User),
                CampaignHistory.ReasonOf(stored.Event)))],
        };
    }
}
