using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Campaigns.ACampaign;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>What the schedule of a template may do without a person.</summary>
public sealed class ScheduledCampaignTests
{
    private static readonly CampaignPlan Scheduled = Plan with { Origin = new CampaignOrigin("quarterly", 3) { Run = Calendar.Monday, StartAfterDays = 2 } };

    [Fact]
    public void A_schedule_creates_and_freezes_only_campaigns_of_its_own()
    {
        Assert.Null(Why(null, Creating(Scheduled) with { By = Actor.System }));
        Assert.Equal(CampaignRefusal.NotAllowed, Why(null, Creating() with { By = Actor.System }));
        Assert.Equal(CampaignRefusal.NotAllowed, Why(null, Creating(Plan with { Origin = new CampaignOrigin("quarterly", 3) }) with { By = Actor.System }));
        Assert.Null(Why(Created(Scheduled), Freeze(Actor.System)));
        Assert.Null(Why(Created(Scheduled), Freeze(Owner)));
        Assert.Equal(CampaignRefusal.NotAllowed, Why(Created(), Freeze(Actor.System)));
    }

    [Fact]
    public void A_schedule_starts_a_campaign_after_its_days_and_not_at_all_without_them()
    {
        static Campaign Frozen(CampaignPlan plan, int items) => Created(plan).After(Freeze(Owner))
            .After(new CampaignCommand.CompleteFreeze(Population.Empty with { Items = items }) { At = Calendar.Hour(2), By = Actor.System });

        Assert.Equal(CampaignRefusal.NotAllowed, Why(Frozen(Scheduled, 3), Start(Calendar.Day(1))));
        Assert.Null(Why(Frozen(Scheduled, 3), Start(Calendar.Day(2))));
        Assert.Equal(CampaignRefusal.NoItems, Why(Frozen(Scheduled, 0), Start(Calendar.Day(2))));
        Assert.Equal(CampaignRefusal.DuePassed, Why(Frozen(Scheduled, 3), Start(Calendar.Day(14))));
        Assert.Equal(CampaignRefusal.NotAllowed, Why(Frozen(Scheduled with { Origin = Scheduled.Origin! with { StartAfterDays = null } }, 3), Start(Calendar.Day(2))));
    }

    private static CampaignCommand.Freeze Freeze(Actor by) => new() { At = Calendar.Hour(1), By = by };

    private static CampaignCommand.Start Start(DateTimeOffset at) => new() { At = at, By = Actor.System };

    private static CampaignRefusal? Why(Campaign? campaign, CampaignCommand command) => CampaignMachine.Decide(campaign, command).Refusal();
}
