using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Notifications;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>What a mail about a campaign says.</summary>
public enum CampaignNews
{
    /// <summary>No reviewer was found for some items.</summary>
    NeedsAttention,

    /// <summary>A second person must confirm removals.</summary>
    Guard,
    Closed,

    /// <summary>Every removal has ended.</summary>
    Remediated,
    Overdue,

    /// <summary>The directory still shows access whose removal was completed.</summary>
    StillThere,
    GrantedAgain,
}

/// <summary>A mail about a campaign.</summary>
/// <param name="Campaign">The campaign after what happened.</param>
/// <param name="Count">How many items or removals it is about.</param>
/// <param name="Outcomes">The results of a closed campaign; empty: not shown.</param>
internal sealed record CampaignLetter(CampaignNews News, Campaign Campaign, int Count, IReadOnlyList<OutcomeCount> Outcomes);

/// <summary>The texts of mails about campaigns, for their owners and for second persons.</summary>
internal static class CampaignMail
{
    public static NotificationTopic TopicOf(CampaignNews news) => news switch
    {
        CampaignNews.Guard or CampaignNews.NeedsAttention => NotificationTopic.Assigned,
        CampaignNews.Closed or CampaignNews.Remediated or CampaignNews.Overdue or CampaignNews.StillThere or CampaignNews.GrantedAgain => NotificationTopic.Ended,
    };

    /// <param name="isOwner">The recipient is the campaign's owner.</param>
    public static MailModel Write(CampaignLetter letter, bool isOwner, LocalTime time, SiteOptions site)
    {
        var plan = letter.Campaign.Plan;
        var heading = Heading(letter);
        return new MailModel
        {
            Subject = heading,
            Heading = heading,
            Lead = Lead(letter, time),
            Facts =
            [
                (Say($"Campaign"), plan.Name),
                (Say($"Due"), time.SayDate(plan.Due)),
                .. letter.Campaign.Population is { } population ? [(Say($"Items"), Say($"{population.Items:N0}"))] : Array.Empty<(string, string)>(),
                .. letter.Outcomes.Select(one => (CampaignText.Name(one.Outcome), Say($"{one.Count:N0}"))),
            ],
            Buttons = [Button(letter, site)],
            ButtonNote = Say($"You may need to sign in."),
            Why = isOwner ? Say($"You are the owner of this campaign.") : Say($"You may run campaigns, and another person than the owner must confirm this."),
        };
    }

    private static string Heading(CampaignLetter letter)
    {
        var name = letter.Campaign.Plan.Name;
        return letter.News switch
        {
            CampaignNews.NeedsAttention => Say($"Items without a reviewer: {name}"),
            CampaignNews.Guard => Say($"A second person must confirm removals: {name}"),
            CampaignNews.Closed => Say($"Campaign closed: {name}"),
            CampaignNews.Remediated => Say($"Every removal has ended: {name}"),
            CampaignNews.Overdue => Say($"Removals are overdue: {name}"),
            CampaignNews.StillThere => Say($"Still there after removal: {name}"),
            CampaignNews.GrantedAgain => Say($"Granted again after removal: {name}"),
        };
    }

    private static string Lead(CampaignLetter letter, LocalTime time) => letter.News switch
    {
        CampaignNews.NeedsAttention => letter.Count == 1
            ? Say($"1 item needs attention: no reviewer was found, so administrators review it.")
            : Say($"{letter.Count:N0} items need attention: no reviewer was found, so administrators review them."),
        CampaignNews.Guard or CampaignNews.Remediated => CampaignText.Next(letter.Campaign, time),
        CampaignNews.Closed => letter.Count switch
        {
            0 => CampaignText.Next(letter.Campaign, time),
            1 => Say($"The campaign is closed. It has 1 removal, which is followed until it has ended."),
            var removals => Say($"The campaign is closed. It has {removals:N0} removals, which are followed until they have ended."),
        },
        CampaignNews.Overdue => letter.Count == 1 ? Say($"1 removal is overdue.") : Say($"{letter.Count:N0} removals are overdue."),
        CampaignNews.StillThere => letter.Count == 1
            ? Say($"The directory still shows 1 access whose removal was completed. A new task removes it.")
            : Say($"The directory still shows {letter.Count:N0} grants whose removal was completed. New tasks remove them."),
        CampaignNews.GrantedAgain => letter.Count == 1 ? Say($"1 removed access was granted again.") : Say($"{letter.Count:N0} removed grants were granted again."),
    };

    private static (string Label, Uri Href) Button(CampaignLetter letter, SiteOptions site)
    {
        var id = letter.Campaign.Id;
        return letter.News switch
        {
            CampaignNews.NeedsAttention => (Say($"Show these items"), site.At(CampaignPaths.Items(id, needsAttention: true))),
            CampaignNews.Overdue => (Say($"Show overdue removals"), site.At(CampaignPaths.Removals(id, RemovalFilter.Overdue))),
            CampaignNews.StillThere => (Say($"Show all removals"), site.At(CampaignPaths.Removals(id, RemovalFilter.StillThere))),
            CampaignNews.GrantedAgain => (Say($"Show access that was granted again"), site.At(CampaignPaths.Removals(id, RemovalFilter.GrantedAgain))),
            CampaignNews.Guard or CampaignNews.Closed or CampaignNews.Remediated => (Say($"Open the campaign"), site.At(CampaignPaths.Of(id))),
        };
    }
}
