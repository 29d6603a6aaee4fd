using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Campaigns.ACampaign;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>Campaigns over data that may no longer be true.</summary>
public sealed class StaleDataTests
{
    private static readonly AppFreshness Fresh = new(new AppId("crm"), "CRM", 3, "import-1", Calendar.Day(0), DataState.Completed);

    public static TheoryData<DataState, int, bool> Cases => new()
    {
        { DataState.Completed, 2, false },
        { DataState.Completed, 3, true },
        { DataState.Failed, 0, true },
        { DataState.Running, 0, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Data_is_stale_after_two_days_or_without_a_complete_import(DataState result, int days, bool isStale) =>
        Assert.Equal(isStale, (Fresh with { Result = result }).IsStale(Calendar.Day(days)));

    [Fact]
    public void Old_data_is_let_through_accepted_with_a_reason_or_refused_as_the_plan_says()
    {
        var old = Fresh with { ImportedAt = Calendar.Day(-9) };
        static CampaignRuling Freeze(StaleDataRule rule, AppFreshness app, string? reason) =>
            CampaignMachine.Decide(Created(Plan with { StaleData = rule }), new CampaignCommand.Freeze { At = Calendar.Hour(1), By = Owner, Apps = [app], Acknowledgement = reason });

        Assert.Null(Freeze(StaleDataRule.Warn, old, null).Refusal());
        Assert.Null(Freeze(StaleDataRule.Block, Fresh, null).Refusal());
        Assert.Equal(CampaignRefusal.StaleData, Freeze(StaleDataRule.Block, old, "I know").Refusal());
        Assert.Equal(CampaignRefusal.StaleDataNotAccepted, Freeze(StaleDataRule.Acknowledge, old, " ").Refusal());
        Assert.Equal(CampaignRefusal.TextTooLong, Freeze(StaleDataRule.Acknowledge, old, new string('x', 2001)).Refusal());

        var began = Assert.IsType<CampaignEvent.FreezeBegan>(Freeze(StaleDataRule.Acknowledge, old, "The app is read only").Event());
        Assert.Equal(("The app is read only", Owner.User, "crm"), (began.Accepted?.Reason, began.Accepted?.By, began.Accepted?.Apps.Single().Value));
        Assert.Null(Assert.IsType<CampaignEvent.FreezeBegan>(Freeze(StaleDataRule.Acknowledge, Fresh, "Not needed").Event()).Accepted);
    }

    [Fact]
    public void A_population_that_became_old_is_not_started_unless_a_person_accepts_it()
    {
        Campaign Frozen(StaleDataRule rule) => Created(Plan with { StaleData = rule }).After(new CampaignCommand.Freeze { At = Calendar.Hour(1), By = Owner })
            .After(new CampaignCommand.CompleteFreeze(Population.Empty with { Items = 3, Apps = [Fresh] }) { At = Calendar.Hour(2), By = Actor.System });
        CampaignRefusal? Start(StaleDataRule rule, int day, string? reason = null) =>
            CampaignMachine.Decide(Frozen(rule), new CampaignCommand.Start { At = Calendar.Day(day), By = Owner, Acknowledgement = reason }).Refusal();

        Assert.Null(Start(StaleDataRule.Block, 1));
        Assert.Equal(CampaignRefusal.StaleData, Start(StaleDataRule.Block, 4));
        Assert.Equal(CampaignRefusal.StaleDataNotAccepted, Start(StaleDataRule.Acknowledge, 4));
        Assert.Null(Start(StaleDataRule.Acknowledge, 4, "Nothing has changed"));
        Assert.Null(Start(StaleDataRule.Warn, 4));
    }

    [Fact]
    public void A_campaign_with_more_items_than_allowed_does_not_start()
    {
        var frozen = In(CampaignState.Freezing).After(new CampaignCommand.CompleteFreeze(Population.Empty with { Items = CampaignPlan.MaxItems + 1 }) { At = Calendar.Hour(2), By = Actor.System });

        Assert.Equal(CampaignRefusal.TooManyItems, CampaignMachine.Decide(frozen, new CampaignCommand.Start { At = Calendar.Hour(3), By = Owner }).Refusal());
    }
}
