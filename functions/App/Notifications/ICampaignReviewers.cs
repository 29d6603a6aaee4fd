using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>What is left to do in a campaign.</summary>
/// <param name="Reviewers">The names of the reviewers who have work left, each with its amount.</param>
public sealed record CampaignRest(string Name, DateTimeOffset Due, DateTimeOffset ClosesAt, IReadOnlyList<(string Name, int Open)> Reviewers);

/// <summary>Says what is left to do in a campaign. Notifications do not know campaigns, so another capability implements it.</summary>
public interface ICampaignReviewers
{
    /// <summary>Returns null if the campaign is not open.</summary>
    Task<CampaignRest?> ReadAsync(CampaignId campaign, CancellationToken cancellationToken);
}
