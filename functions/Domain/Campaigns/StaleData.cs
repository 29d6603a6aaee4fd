using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Campaigns;

/// <summary>What happens if the data of an app in a campaign is too old.</summary>
public enum StaleDataRule
{
    /// <summary>Preview and pages warn.</summary>
    Warn,

    /// <summary>A person must accept it with a reason, which goes into the evidence.</summary>
    Acknowledge,

    /// <summary>The population is not recorded, and the campaign does not start.</summary>
    Block,
}

/// <summary>A person accepted that the data of these apps is old.</summary>
/// <param name="By">Who accepted it.</param>
public sealed record StaleDataAcceptance(string Reason, IReadOnlyList<AppId> Apps, UserId? By, DateTimeOffset At);

/// <summary>The rules about old data.</summary>
public static class StaleData
{
    /// <summary>The apps whose data is too old.</summary>
    public static IReadOnlyList<AppFreshness> Among(IEnumerable<AppFreshness> apps, DateTimeOffset now) => [.. apps.Where(app => app.IsStale(now))];

    /// <summary>Why a campaign may not go on with this data; null: it may.</summary>
    /// <param name="stale">The apps whose data is too old.</param>
    /// <param name="isAccepted">A person accepted it.</param>
    public static CampaignRefusal? WhyNot(StaleDataRule rule, IReadOnlyList<AppFreshness> stale, bool isAccepted) => rule switch
    {
        StaleDataRule.Block when stale.Count > 0 => CampaignRefusal.StaleData,
        StaleDataRule.Acknowledge when stale.Count > 0 && !isAccepted => CampaignRefusal.StaleDataNotAccepted,
        StaleDataRule.Warn or StaleDataRule.Acknowledge or StaleDataRule.Block => null,
    };
}
