using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <param name="Source">Why the person is suggested.</param>
public sealed record SuggestionView(PersonView Person, SuggestionSource Source);

/// <summary>An item that needs a reviewer.</summary>
/// <param name="Suggestions">People who may review it, the nearest first.</param>
public sealed record AttentionItem(CampaignItemView Item, IReadOnlyList<SuggestionView> Suggestions);

/// <summary>The items of a campaign for which nobody was found, or those of one reviewer, with people to choose.</summary>
public sealed class AttentionReader(CampaignReader campaigns, CampaignItems items, DirectoryStore directory, DirectoryFactsReader facts, Cursor cursors)
{
    [Function("ListCampaignAttention")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists the open items of a campaign for which nobody was found, or those of one reviewer, each with people to choose.", Answers = typeof(Listed<AttentionItem>), IsPaged = true)]
    [ApiQuery("reviewer", typeof(UserId), "Instead the open items of this reviewer.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/attention")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ApiResult.Ok(await ReadAsync(request, (await campaigns.FindAsync(id, cancellationToken)).Campaign, cancellationToken));

    internal async Task<Listed<AttentionItem>> ReadAsync(HttpRequest request, Campaign campaign, CancellationToken cancellationToken)
    {
        var reviewer = request.Query.ReadId<UserId>("reviewer");
        var page = await request.ReadPageAsync(
            cursors,
            after => items.ListAsync(campaign.Id, null, reviewer, after, cancellationToken)
                .Where(item => item.Value.Progress.State is ItemState.Frozen or ItemState.Open && (reviewer is not null || item.Value.Progress.NeedsAttention)),
            cancellationToken);
        var views = await CampaignItemView.OfAsync(directory, page.Items, cancellationToken);
        var suggested = await BoundedReads.AllAsync(page.Items.Select(item => item.Position), (position, token) => SuggestAsync(campaign, page.Items.First(item => item.Position == position), token), cancellationToken);
        return new Listed<AttentionItem>([.. views.Select(view => new AttentionItem(view, suggested[view.Position]))], page.NextCursor);
    }

    private async Task<IReadOnlyList<SuggestionView>> SuggestAsync(Campaign campaign, CampaignItem item, CancellationToken cancellationToken)
    {
        var subject = item.Frozen.Subject;
        var manager = await FindAsync((await directory.FindUserAsync(subject.User, cancellationToken))?.ManagerId, cancellationToken);
        UserId?[] others = [campaign.Plan.Owner, manager?.ManagerId];
        var known = await facts.ReadAsync(subject, others.OfType<UserId>(), cancellationToken);
        IReadOnlyList<UserId> deciders = [.. (item.Progress.Decisions ?? []).Select(decision => decision.By)];
        return
        [
            .. ReviewerSuggestions.Of(subject, campaign.Plan.Owner, deciders, known)
                .Where(suggestion => !item.Progress.Reviewers.Contains(suggestion.User) || item.Progress.NeedsAttention)
                .Select(suggestion => new SuggestionView(new PersonView(suggestion.User, known.Find(suggestion.User)!.DisplayName), suggestion.Source)), // Only known people are suggested.
        ];
    }

    private async Task<User?> FindAsync(UserId? id, CancellationToken cancellationToken) => id is { } known ? await directory.FindUserAsync(known, cancellationToken) : null;
}
