using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>A removal with its review and its campaign.</summary>
internal sealed record FoundRemoval(ReviewTask Review, Campaign Campaign, CampaignItem Item, RemovalPeople People);

/// <summary>Reads the removal of a campaign's item.</summary>
public sealed class RemovalReader(
    TaskStore tasks, TaskIndex index, TaskReader reviews, CampaignStore campaigns, CampaignItems items, DirectoryStore directory, TimeProvider clock)
{
    /// <param name="reference">The id or the number of the review that the removal follows from.</param>
    /// <exception cref="ProblemException">404: there is no such removal, or the caller may not see it.</exception>
    internal async Task<FoundRemoval> FindAsync(Caller caller, string reference, CancellationToken cancellationToken)
    {
        var id = int.TryParse(reference.TrimStart('#'), out var number) ? await index.FindAsync(number, cancellationToken) : TaskId.From(reference);
        if (id is not { } known || await tasks.LoadAsync(known, cancellationToken) is not { Task.Campaign: { } of } stored)
            throw Problems.NotFound();
        var review = await reviews.DescribeAsync(stored, cancellationToken);
        if (!RemovalTable.AllowsReading(review.Task.State, caller.Roles, RelationsToTask.Of(caller.Id, review.Task, review.Facts, review.At)))
            throw Problems.NotFound();
        var campaign = (await campaigns.LoadAsync(of.Id, cancellationToken))?.Campaign ?? throw Problems.NotFound();
        return await items.FindAsync(of.Id, of.Item, cancellationToken) is { Progress.Removing: not null } item
            ? new FoundRemoval(review.Task, campaign, item, await PeopleOfAsync(campaign, cancellationToken))
            : throw Problems.NotFound();
    }

    /// <summary>The people who decide about the removals of a campaign.</summary>
    internal async Task<RemovalPeople> PeopleOfAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var admins = await directory.AdminsAsync(cancellationToken);
        var runners = await directory.UsersAsync(null, null, cancellationToken)
            .Select(found => found.Value)
            .Where(user => user.IsActive && CampaignTable.Allows(CampaignAction.Create, PersonRoles.Of(user, admins.Contains(user.Id), isOwner: false)))
            .Select(user => user.Id)
            .ToListAsync(cancellationToken);
        return new RemovalPeople(campaign.Plan.Owner, campaign.SecondPerson, runners);
    }

    internal async Task<RemovalView> ViewAsync(FoundRemoval found, Caller caller, CancellationToken cancellationToken)
    {
        var names = await CampaignNames.ReadAsync(directory, RemovalView.PeopleOf(found.Item), cancellationToken);
        var now = clock.GetUtcNow();
        return RemovalView.Of(found.Campaign, found.Item, names, now) with { Actions = TaskMachine.RemovalActionsOf(found.Review, caller.Actor, found.People, now) };
    }

    /// <summary>The removals of a campaign that match, each with its position in the list.</summary>
    /// <param name="after">The position of the last one of the previous page; null: from the beginning.</param>
    internal IAsyncEnumerable<Positioned<CampaignItem>> ListAsync(Campaign campaign, RemovalFilter? filter, string? after, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return items.ReadRemovalsAsync(campaign.Id, filter is RemovalFilter.Open or RemovalFilter.Overdue, cancellationToken, after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture))
            .Where(item => filter is not { } wanted || RemovalRules.Matches(wanted, item.Progress.Removing!, campaign.Plan, now)) // The query finds only items with one.
            .Select(item => new Positioned<CampaignItem>(item, item.Position.ToString(CultureInfo.InvariantCulture)));
    }

    internal async Task<IReadOnlyList<RemovalView>> ViewAsync(Campaign campaign, IReadOnlyList<CampaignItem> page, CancellationToken cancellationToken)
    {
        var names = await CampaignNames.ReadAsync(directory, page.SelectMany(RemovalView.PeopleOf), cancellationToken);
        return [.. page.Select(item => RemovalView.Of(campaign, item, names, clock.GetUtcNow()))];
    }

    /// <summary>Counts the removals of a campaign.</summary>
    internal async Task<RemovalCounts> CountAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var (now, counts) = (clock.GetUtcNow(), Enum.GetValues<RemovalFilter>().ToDictionary(filter => filter, _ => 0));
        var all = 0;
        await foreach (var item in items.ReadRemovalsAsync(campaign.Id, false, cancellationToken))
        {
            all++;
            foreach (var filter in counts.Keys.Where(filter => RemovalRules.Matches(filter, item.Progress.Removing!, campaign.Plan, now)).ToList())
                counts[filter]++;
        }

        return new RemovalCounts(all, [.. counts.Where(one => one.Value > 0).OrderBy(one => one.Key).Select(one => new RemovalCount(one.Key, one.Value))]);
    }
}
