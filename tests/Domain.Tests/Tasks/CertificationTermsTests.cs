using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Tests.Campaigns;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class CertificationTermsTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    [Fact]
    public void A_certification_can_be_valid_until_a_date_which_the_grant_keeps()
    {
        var until = Day(90);
        var task = Opened(TaskKind.Certification).After(Until(until, Decision.Certify));

        var grant = GrantRules.After(AnAccess.Grant(), task, new Effect.ChangeGrant(GrantChange.Certify, People.Alice), Hour(1));

        Assert.Equal((Outcome.Certified, until, (DateTimeOffset?)until), (task.Outcome, task.LastDecision!.Terms!.Until, grant!.CertifiedUntil));
        // The next certification without a date ends the validity of this one.
        var again = Opened(TaskKind.Certification).After(Deciding(People.Alice, Decision.Certify));
        Assert.Null(GrantRules.After(grant, again, new Effect.ChangeGrant(GrantChange.Certify, People.Alice), Hour(1))!.CertifiedUntil);
    }

    [Fact]
    public void The_date_is_after_now_at_most_366_days_away_and_only_for_certifications()
    {
        var task = Opened(TaskKind.Certification);

        Assert.All(
            [Until(Hour(1), Decision.Certify), Until(Hour(1) + Year + TimeSpan.FromSeconds(1), Decision.Certify), Until(Day(90), Decision.Remove)],
            command => Assert.Equal(Refusal.EndOutOfRange, TaskMachine.Decide(task, command).Refusal()));
        Assert.Equal(Outcome.Certified, task.After(Until(Hour(1) + Year, Decision.Certify)).Outcome);
    }

    [Fact]
    public void A_campaign_leaves_out_what_is_still_certified_if_its_plan_says_so()
    {
        var candidate = new ScopeCandidate(AnAccess.Grant() with { CertifiedUntil = Day(1) }, null, null, null);
        var plan = ACampaign.Plan;

        Assert.Equal(ScopeExclusion.StillCertified, plan.Judge(candidate, Monday));
        Assert.Null(plan.Judge(candidate, Day(1)));
        Assert.Null((plan with { Repeat = new CampaignRepeat { SkipsStillCertified = false } }).Judge(candidate, Monday));
    }

    private static TaskCommand.Decide Until(DateTimeOffset until, Decision decision) =>
        Deciding(People.Alice, decision) with { Terms = new CertificationTerms { Until = until } };
}
