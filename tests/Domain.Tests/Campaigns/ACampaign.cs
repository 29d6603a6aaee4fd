using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>A campaign of Alice, who is a campaign owner as Bob is.</summary>
internal static class ACampaign
{
    public static readonly Actor Owner = Actor.Person(People.Alice, Roles.CampaignOwner);
    public static readonly Actor Other = Actor.Person(People.Bob, Roles.CampaignOwner);
    public static readonly Actor Admin = Actor.Person(People.Admin, Roles.Admin);

    public static CampaignPlan Plan { get; } = new()
    {
        Name = "Fourth quarter",
        Owner = People.Alice,
        Reviewers = new CampaignReviewers(AssigneeSource.AppOwners),
        Due = Calendar.Day(14),
    };

    public static CampaignCommand.Create Creating(CampaignPlan? plan = null) =>
        new(CampaignId.From("c1"), plan ?? Plan, Roles.CampaignOwner) { At = Calendar.Monday, By = Owner };

    public static Campaign Created(CampaignPlan? plan = null) => Campaign.From((CampaignEvent.CampaignCreated)CampaignMachine.Decide(null, Creating(plan)).Event());

    public static Campaign After(this Campaign campaign, CampaignCommand command) => campaign.Evolve(CampaignMachine.Decide(campaign, command).Event());

    public static CampaignEvent Event(this CampaignRuling ruling) => ruling switch
    {
        CampaignRuling.Accepted { Event: { } happened } => happened,
        CampaignRuling.Refused refused => throw new InvalidOperationException($"{refused.Why}"),
        _ => throw new InvalidOperationException("Nothing happened."),
    };

    public static CampaignRefusal? Refusal(this CampaignRuling ruling) => (ruling as CampaignRuling.Refused)?.Why;

    /// <summary>The campaign in a state, with four items.</summary>
    public static Campaign In(CampaignState state)
    {
        var campaign = Created();
        CampaignCommand[] path =
        [
            new CampaignCommand.Freeze { At = Calendar.Hour(1), By = Owner },
            new CampaignCommand.CompleteFreeze(Population.Empty with { Items = 4 }) { At = Calendar.Hour(2), By = Actor.System },
            new CampaignCommand.Start { At = Calendar.Hour(3), By = Owner },
            new CampaignCommand.CompleteOpening { At = Calendar.Hour(4), By = Actor.System },
            new CampaignCommand.Close("Early") { At = Calendar.Hour(5), By = Admin },
            new CampaignCommand.CompleteClosing(new SilenceResult(0, 51, [])) { At = Calendar.Hour(6), By = Actor.System },
            new CampaignCommand.ConfirmGuard(true, null) { At = Calendar.Hour(7), By = Other },
            // Only a campaign with removals is remediated.
            new CampaignCommand.CompleteApplying(state == CampaignState.Remediated ? 1 : 0) { At = Calendar.Hour(8), By = Actor.System },
            new CampaignCommand.CompleteRemediation { At = Calendar.Hour(8), By = Actor.System },
        ];
        if (state is CampaignState.Cancelling or CampaignState.Cancelled)
            path = [.. path[..4], new CampaignCommand.Cancel("Wrong") { At = Calendar.Hour(5), By = Owner }, new CampaignCommand.CompleteCancellation { At = Calendar.Hour(6), By = Actor.System }];
        foreach (var command in path)
        {
            if (campaign.State == state)
                break;
            campaign = campaign.After(command);
        }

        return campaign.State == state ? campaign : throw new InvalidOperationException($"There is no way to {state}.");
    }
}
