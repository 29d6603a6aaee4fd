using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Campaigns.ACampaign;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>When reviewers and the owner may sign off.</summary>
public sealed class SigningOffTests
{
    private static readonly ReviewWork Complete = new(2, 1, 0, "hash", true);

    private static readonly Campaign Open = Staging(CampaignState.Open);

    [Fact]
    public void A_reviewer_needs_no_role_and_the_statement_is_recorded_with_the_counts_and_the_hash()
    {
        var happened = Assert.IsType<CampaignEvent.ReviewerSignedOff>(CampaignMachine.Decide(Open, SigningOff()).Event());

        Assert.Equal(("I reviewed each item.", 2, 1, "hash"), (happened.Statement, happened.Certified, happened.Removed, happened.Hash));
        Assert.Equal(CampaignState.Open, Open.Evolve(happened).State);
    }

    [Fact]
    public void A_sign_off_is_refused_with_a_reason()
    {
        Assert.Equal(CampaignRefusal.UndecidedItems, Refused(Open, SigningOff(Complete with { Undecided = 1 })));
        Assert.Equal(CampaignRefusal.NothingToSignOff, Refused(Open, SigningOff(Complete with { Certified = 0, Removed = 0 })));
        Assert.Equal(CampaignRefusal.StatementMissing, Refused(Open, SigningOff(statement: " ")));
        Assert.Equal(CampaignRefusal.ListChanged, Refused(Open, SigningOff(seen: "other")));
        Assert.Equal(CampaignRefusal.NotAllowed, Refused(Open, SigningOff(Complete with { IsReviewer = false })));
        Assert.Equal(CampaignRefusal.NoSignOff, Refused(In(CampaignState.Open), SigningOff()));
        Assert.Equal(CampaignRefusal.WrongState, Refused(Staging(CampaignState.Closing), SigningOff()));
        Assert.Equal(CampaignRefusal.ReadOnlyRole, Refused(Open, SigningOff() with { By = Actor.Person(People.Auditor, Roles.Auditor) }));
    }

    [Fact]
    public void Only_the_owner_and_administrators_sign_off_a_closed_campaign_and_once()
    {
        var closed = In(CampaignState.Closed);
        var command = new CampaignCommand.SignOffCampaign("The review is complete.") { At = Calendar.Hour(9), By = Owner };

        Assert.Equal(CampaignRefusal.WrongState, Refused(In(CampaignState.Open), command));
        Assert.Equal(CampaignRefusal.NotAllowed, Refused(closed, command with { By = Other }));
        Assert.DoesNotContain(CampaignAction.SignOff, CampaignMachine.ActionsOf(closed, Other));
        Assert.Contains(CampaignAction.SignOff, CampaignMachine.ActionsOf(closed, Admin));
        Assert.Equal(CampaignRefusal.StatementMissing, Refused(closed, command with { Statement = null }));
        var signedOff = closed.After(command);
        Assert.Equal((People.Alice, "The review is complete."), (signedOff.SignedOff!.By, signedOff.SignedOff.Statement));
        Assert.Equal(CampaignRefusal.AlreadySignedOff, Refused(signedOff, command));
    }

    private static CampaignRefusal? Refused(Campaign campaign, CampaignCommand command) => CampaignMachine.Decide(campaign, command).Refusal();

    private static CampaignCommand.SignOffReview SigningOff(ReviewWork? work = null, string statement = "I reviewed each item.", string? seen = "hash") =>
        new(work ?? Complete, statement, seen) { At = Calendar.Hour(9), By = Actor.Person(People.Stranger) };

    private static Campaign Staging(CampaignState state)
    {
        var campaign = In(state);
        return campaign with { Plan = campaign.Plan with { DecisionsFinal = DecisionsFinal.UntilSignOff } };
    }
}
