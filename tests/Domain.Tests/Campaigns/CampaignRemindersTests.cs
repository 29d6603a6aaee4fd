using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Campaigns;

public sealed class CampaignRemindersTests
{
    private static readonly CampaignPlan Plan = ACampaign.Plan with
    {
        Due = new DateTimeOffset(2027, 3, 29, 23, 59, 59, TimeSpan.FromHours(2)),
        TimeZone = "Europe/Berlin",
        Reminders = new CampaignReminders { DaysBefore = [3, 1, 0], GraceDays = 2 },
    };

    [Fact]
    public void Reminders_are_at_nine_of_the_campaigns_zone_also_across_a_change_of_clocks() => Assert.Equal(
        ["26T08:00", "28T07:00", "29T07:00", "30T07:00", "31T07:00"],
        Plan.Reminders.TimesOf(Plan.Due, Plan.TimeZone).Select(at => at.UtcDateTime.ToString("dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Of_several_missed_reminders_only_the_newest_is_sent()
    {
        var times = Plan.Reminders.TimesOf(Plan.Due, Plan.TimeZone).ToList();

        Assert.Equal(times[2], Plan.ReminderDue(times[0].AddDays(-1), times[2].AddHours(1)));
        Assert.Null(Plan.ReminderDue(times[2], times[3].AddSeconds(-1)));
        Assert.Equal(times[3], Plan.NextReminder(times[2]));
        Assert.Null(Plan.NextReminder(times[^1]));
    }

    [Fact]
    public void None_is_sent_after_the_campaign_closes() =>
        Assert.Single((Plan with { Due = Plan.Due.AddHours(-16), Reminders = new CampaignReminders { DaysBefore = [1, 0] } }).Reminders.TimesOf(Plan.Due.AddHours(-16), Plan.TimeZone));

    [Fact]
    public void A_task_of_a_campaign_has_no_reminders_of_its_own_and_closes_with_the_campaign()
    {
        var policy = CampaignPolicy.Of(APolicy.For(TaskKind.Certification, APolicy.AskingAlice(APolicy.Remind(2), APolicy.SecondChannel(4), APolicy.Close(7))), Plan, Risk.Low, Plan.Due.AddDays(-10));
        var ladder = Assert.Single(policy.Steps).Ladder;

        Assert.DoesNotContain(ladder, rung => rung.Action is RungAction.Remind or RungAction.SecondChannel);
        Assert.Equal((TimeSpan.FromDays(12), RungAction.Close), (ladder[^1].After, ladder[^1].Action));
        Assert.All(ladder.SkipLast(1), rung => Assert.True(rung.After < TimeSpan.FromDays(10)));
    }

    [Fact]
    public void A_campaign_closes_by_itself_only_after_its_grace()
    {
        var campaign = ACampaign.In(CampaignState.Open);
        campaign = campaign with { Plan = campaign.Plan with { Reminders = new CampaignReminders { GraceDays = 2 } } };

        Assert.Equal(CampaignRefusal.WrongState, CampaignMachine.Decide(campaign, new CampaignCommand.Close(null) { At = campaign.Plan.Due.AddDays(1), By = Actor.System }).Refusal());
        Assert.IsType<CampaignEvent.ClosingBegan>(CampaignMachine.Decide(campaign, new CampaignCommand.Close(null) { At = campaign.Plan.Due.AddDays(2), By = Actor.System }).Event());
    }

    [Theory]
    [InlineData(91, 0)]
    [InlineData(-1, 0)]
    [InlineData(3, 91)]
    [InlineData(3, -1)]
    public void Numbers_of_days_that_no_campaign_can_have_are_refused(int before, int grace) =>
        Assert.Equal(CampaignRefusal.RemindersOutOfRange, (ACampaign.Plan with { Reminders = new CampaignReminders { DaysBefore = [before], GraceDays = grace } }).FindFault(Calendar.Monday));
}
