using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Reads what a sign-off would say from the tasks themselves: lists and items follow a moment later.</summary>
public sealed class SignOffReader(CampaignItems items, TaskStore tasks, TaskLists lists)
{
    internal async Task<SignOffList> ReadAsync(CampaignId campaign, UserId person, CancellationToken cancellationToken)
    {
        // A delegate has a task in their list, but is no reviewer of its item.
        var waiting = (await lists.OpenAsync(person, cancellationToken)).Rows.Where(row => row.Campaign == campaign).Select(row => row.Id).ToList();
        var own = await items.ReadAsync(campaign, cancellationToken).Where(item => IsOf(item.Progress, person)).ToListAsync(cancellationToken);
        var open = own.Where(item => item.Progress.State is ItemState.Open or ItemState.Frozen).Select(item => item.Frozen.Task).Concat(waiting);
        var stored = await BoundedReads.AllAsync(open, tasks.LoadAsync, cancellationToken);
        return SignOffList.Of(stored.Values.OfType<StoredTask>().Select(task => task.Task), person, own.Count > 0);
    }

    private static bool IsOf(ItemProgress item, UserId person) =>
        item.Reviewers.Contains(person) || item.Staged?.By == person || item.DecidedBy == person || item.OnBehalfOf == person;
}
