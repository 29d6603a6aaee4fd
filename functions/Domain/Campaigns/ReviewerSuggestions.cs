using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>Why a person is suggested as the reviewer of an item for which nobody was found.</summary>
public enum SuggestionSource
{
    ManagersManager,
    AppOwner,
    EntitlementOwner,
    Administrator,
    CampaignOwner,
}

/// <summary>A person who may review an item.</summary>
public sealed record ReviewerSuggestion(UserId User, SuggestionSource Source);

/// <summary>Whom the owner of a campaign can choose for an item, the nearest first.</summary>
public static class ReviewerSuggestions
{
    /// <param name="owner">The owner of the campaign.</param>
    /// <param name="excluded">People who decided an earlier stage of the item.</param>
    /// <param name="facts">The directory data, with the manager of the person's manager.</param>
    /// <returns>Only people who may review the item: never the holder.</returns>
    public static IReadOnlyList<ReviewerSuggestion> Of(Subject subject, UserId owner, IReadOnlyCollection<UserId> excluded, DirectoryFacts facts)
    {
        UserId?[] managersManager = [facts.Find(subject.User)?.ManagerId is { } manager ? facts.Find(manager)?.ManagerId : null];
        return
        [
            .. Of(managersManager.OfType<UserId>(), SuggestionSource.ManagersManager)
                .Concat(Of(facts.AppOwners, SuggestionSource.AppOwner))
                .Concat(Of(facts.EntitlementOwners, SuggestionSource.EntitlementOwner))
                .Concat(Of(facts.Admins, SuggestionSource.Administrator))
                .Concat(Of([owner], SuggestionSource.CampaignOwner))
                .Where(suggestion => AssigneeSearch.IsEligible(facts.Find(suggestion.User), subject, excluded))
                .DistinctBy(suggestion => suggestion.User),
        ];
    }

    private static IEnumerable<ReviewerSuggestion> Of(IEnumerable<UserId> people, SuggestionSource source) => people.Select(person => new ReviewerSuggestion(person, source));
}
