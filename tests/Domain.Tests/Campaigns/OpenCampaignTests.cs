using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>What changes while a campaign is open.</summary>
public sealed class OpenCampaignTests
{
    private static readonly ReliedFacts Facts = new()
    {
        Person = new ReliedPerson(People.Alice, null, "Sales", true),
        Entitlement = new ReliedEntitlement(Risk.Low, false),
        Grant = new ReliedGrant(null, null, null),
    };

    [Fact]
    public void Each_fact_that_reviewers_rely_on_is_compared()
    {
        var now = new ReliedFacts
        {
            Person = new ReliedPerson(People.Bob, "Bob", "Research", false),
            Entitlement = new ReliedEntitlement(Risk.High, true),
            Grant = new ReliedGrant("group", AccountId.From("a1"), Calendar.Day(9)),
        };

        Assert.Equal(Enum.GetValues<ReliedFact>().Order(), Facts.ChangesTo(now, Calendar.Monday).Select(change => change.What).Order());
        Assert.Empty(now.ChangesTo(now, Calendar.Monday));
    }

    [Fact]
    public void What_the_directory_does_not_know_is_no_change()
    {
        var unknown = new ReliedFacts();

        Assert.Empty(Facts.ChangesTo(unknown, Calendar.Monday));
        Assert.Equal(Facts, Facts.Update(unknown));
    }

    [Fact]
    public void A_name_alone_is_no_new_manager() =>
        Assert.Empty(Facts.ChangesTo(Facts with { Person = Facts.Person! with { ManagerName = "Alice" } }, Calendar.Monday));

    [Fact]
    public void Late_items_are_counted_after_the_population()
    {
        var campaign = ACampaign.In(CampaignState.Open).After(new CampaignCommand.DecideLate(2, Adds: true) { At = Calendar.Day(2), By = ACampaign.Owner });

        Assert.Equal((4, 2, 6), (campaign.Population!.Items, campaign.Added, campaign.Items));
        Assert.Equal(6, campaign.After(new CampaignCommand.DecideLate(1, Adds: false) { At = Calendar.Day(2), By = ACampaign.Admin }).Items);
        Assert.Equal(CampaignRefusal.WrongState, CampaignMachine.Decide(ACampaign.In(CampaignState.Closed), new CampaignCommand.DecideLate(1, true) { At = Calendar.Day(2), By = ACampaign.Owner }).Refusal());
    }

    [Fact]
    public void Late_access_that_was_left_can_still_be_added_and_added_access_cannot_be_left()
    {
        var grant = new Grant { UserId = People.Subject, EntitlementId = EntitlementId.From("e"), AppId = AppId.From("a"), Since = Calendar.Monday };
        var found = FrozenItem.Of(CampaignId.From("c1"), new ScopeCandidate(grant, null, null, null), Calendar.Monday);
        var late = LateItem.Of(CampaignId.From("c1"), found, new FoundReviewers([], false), Calendar.Monday);
        var (left, added) = (late.Become(LateState.Left, People.Alice, Calendar.Monday), late.Become(LateState.Added, People.Alice, Calendar.Monday, 5));

        Assert.True(late.MayBecome(LateState.Added) && late.MayBecome(LateState.Left) && left.MayBecome(LateState.Added));
        Assert.False(added.MayBecome(LateState.Left) || added.MayBecome(LateState.Added) || left.MayBecome(LateState.Left));
        Assert.NotEqual(found.Id, late.Frozen.Id);
        Assert.NotEqual(late.Frozen.Id, LateItem.IdOf(CampaignId.From("c1"), grant with { Since = Calendar.Day(3) }));
    }
}
