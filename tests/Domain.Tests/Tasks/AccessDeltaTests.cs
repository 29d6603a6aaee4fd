using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>New, changed or unchanged since the last certification.</summary>
public sealed class AccessDeltaTests
{
    private static readonly User Person = People.Named(People.Subject) with { ManagerId = People.Manager, Department = "Finance", Title = "Clerk" };
    private static readonly Entitlement Entitlement = AnAccess.Entitlement(Risk.Low) with { Description = "Reads" };
    private static readonly Grant Held = AnAccess.Grant() with { Since = Day(-100) };

    private static readonly Grant Certified = Held with { LastCertifiedAt = Day(-10), Certified = CertifiedFacts.Of(Held, Person, Entitlement) };

    [Fact]
    public void Access_that_was_never_certified_or_obtained_afterwards_is_new()
    {
        Assert.Equal(DeltaKind.New, AccessDelta.Of(Held, Person, Entitlement).Change);
        Assert.Equal(DeltaKind.New, AccessDelta.Of(Certified with { Since = Day(-5) }, Person, Entitlement).Change);
        Assert.Equal(DeltaKind.Unchanged, AccessDelta.Of(Certified, Person, Entitlement).Change);
    }

    [Fact]
    public void Each_fact_that_differs_is_listed()
    {
        (ChangedFact Fact, AccessDelta Delta)[] cases =
        [
            (ChangedFact.Risk, AccessDelta.Of(Certified, Person, Entitlement with { Risk = Risk.Medium })),
            (ChangedFact.Privilege, AccessDelta.Of(Certified, Person, Entitlement with { IsPrivileged = true })),
            (ChangedFact.Permits, AccessDelta.Of(Certified, Person, Entitlement with { Description = "Reads and writes" })),
            (ChangedFact.Account, AccessDelta.Of(Certified with { AccountId = new("other") }, Person, Entitlement)),
            (ChangedFact.Path, AccessDelta.Of(Certified with { Through = "group" }, Person, Entitlement)),
            (ChangedFact.Manager, AccessDelta.Of(Certified, Person with { ManagerId = People.Director }, Entitlement)),
            (ChangedFact.Department, AccessDelta.Of(Certified, Person with { Department = "Sales" }, Entitlement)),
            (ChangedFact.Title, AccessDelta.Of(Certified, Person with { Title = null }, Entitlement)),
            (ChangedFact.Unknown, AccessDelta.Of(Certified with { Certified = null }, Person, Entitlement)),
        ];

        Assert.All(cases, one => Assert.Equal((DeltaKind.Changed, one.Fact), (one.Delta.Change, Assert.Single(one.Delta.Changed))));
        Assert.Equal(Enum.GetValues<ChangedFact>().Order(), cases.Select(one => one.Fact).Order());
    }

    [Fact]
    public void A_certification_records_what_was_known_and_a_later_one_without_facts_forgets_it()
    {
        var facts = People.Facts with { Access = new AccessFacts(Entitlement, AnAccess.App, Held) };
        var task = Opened(TaskKind.Certification).After(Deciding(People.Alice, Decision.Certify) with { Facts = facts });

        var grant = GrantRules.After(Held, task, new Effect.ChangeGrant(GrantChange.Certify, People.Alice), Hour(1))!;

        Assert.Equal(CertifiedFacts.Of(Held, facts.Find(People.Subject), Entitlement), grant.Certified);
        Assert.Null(GrantRules.After(grant, Opened(TaskKind.Certification), new Effect.ChangeGrant(GrantChange.Certify, null), Hour(2))!.Certified);
    }

    [Fact]
    public void Only_unchanged_access_of_low_or_medium_risk_is_certified_together_and_only_where_the_campaign_allows_it()
    {
        var unchanged = new TaskCampaign(CampaignId.From("c1"), "Fourth quarter", 1) { Delta = new AccessDelta(DeltaKind.Unchanged, []), AllowsTogether = true };

        Assert.True(Together(unchanged, Risk.Medium) is Ruling.Accepted);
        Assert.True(In(unchanged, Risk.Low).After(Command(Decision.Certify)).LastDecision!.IsTogether);
        Assert.All(
            [
                Together(unchanged, Risk.High),
                Together(unchanged with { AllowsTogether = null }, Risk.Low),
                Together(unchanged with { Delta = new AccessDelta(DeltaKind.New, []) }, Risk.Low),
                Together(unchanged with { Delta = null }, Risk.Low),
                TaskMachine.Decide(In(unchanged, Risk.Low), Command(Decision.Remove)),
            ],
            ruling => Assert.Equal(Refusal.NotUnchanged, ruling.Refusal()));
    }

    private static Ruling Together(TaskCampaign campaign, Risk risk) => TaskMachine.Decide(In(campaign, risk), Command(Decision.Certify));

    private static TaskCommand.Decide Command(Decision decision) => Deciding(People.Alice, decision) with { IsTogether = true };

    private static ReviewTask In(TaskCampaign campaign, Risk risk) =>
        ReviewTask.Fold(TaskMachine.Open(Opening(APolicy.For(TaskKind.Certification), risk) with { Campaign = campaign }).Events());
}
