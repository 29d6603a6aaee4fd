using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
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
        if (id is not { } known || await tasks.LoadAsync(known, cancellationToken) is not { Task: { Campaign: { } of } } stored)
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
        return RemovalView.Of(found.Campaign, found.Item, names) with
        {
            Actions = TaskMachine.RemovalActionsOf(found.Review, caller.Actor, found.People, clock.GetUtcNow()),
        };
    }
}
