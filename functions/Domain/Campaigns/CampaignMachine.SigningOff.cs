using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Campaigns.CampaignEvent;

namespace AccessReview.Domain.Campaigns;

public static partial class CampaignMachine
{
    /// <summary>A reviewer needs no role: the list is about their own decisions.</summary>
    private static CampaignRuling SignOffReview(Campaign campaign, CampaignCommand.SignOffReview command)
    {
        var work = command.Work;
        if (command.By.User is null || !work.IsReviewer)
            return Refuse(CampaignRefusal.NotAllowed);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(CampaignRefusal.ReadOnlyRole);
        if (campaign.Plan.DecisionsFinal != DecisionsFinal.UntilSignOff)
            return Refuse(CampaignRefusal.NoSignOff);
        if (campaign.State != CampaignState.Open)
            return Refuse(CampaignRefusal.WrongState);
        if (PlainText.Clean(command.Statement) is not { } statement)
            return Refuse(CampaignRefusal.StatementMissing);
        if (PlainText.IsTooLong(statement))
            return Refuse(CampaignRefusal.TextTooLong);
        if (work.Undecided > 0)
            return Refuse(CampaignRefusal.UndecidedItems);
        if (work.Certified + work.Removed == 0)
            return Refuse(CampaignRefusal.NothingToSignOff);
        return command.SeenHash is { } seen && seen != work.Hash
            ? Refuse(CampaignRefusal.ListChanged)
            : Accept(new ReviewerSignedOff(statement, work.Certified, work.Removed, work.Hash) { At = command.At, By = command.By });
    }

    private static CampaignRuling SignOffCampaign(Campaign campaign, CampaignCommand.SignOffCampaign command)
    {
        if (!MaySignOff(campaign, command.By))
            return Refuse(CampaignRefusal.NotAllowed);
        if (campaign.SignedOff is not null)
            return Refuse(CampaignRefusal.AlreadySignedOff);
        return PlainText.Clean(command.Statement) is { } statement
            ? Accept(new OwnerSignedOff(statement) { At = command.At, By = command.By })
            : Refuse(CampaignRefusal.StatementMissing);
    }

    private static bool MaySignOff(Campaign campaign, Tasks.Actor by) => by.User == campaign.Plan.Owner || by.Roles.HasFlag(Roles.Admin);
}
