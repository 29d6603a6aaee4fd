namespace AccessReview.Domain.Authorization;

/// <summary>An action on a campaign.</summary>
public enum CampaignAction
{
    Read,
    Create,

    /// <summary>See what the campaign would review, and who.</summary>
    Preview,

    /// <summary>Record the population.</summary>
    Freeze,

    /// <summary>Open the tasks.</summary>
    Start,

    /// <summary>Add access that appeared while the campaign is open, or leave it to the next campaign.</summary>
    DecideLate,

    /// <summary>Remind reviewers who have work left.</summary>
    Remind,

    /// <summary>Move the due date.</summary>
    Extend,
    Close,
    Cancel,

    /// <summary>Choose the reviewer of items: before the start, or by reassigning their tasks.</summary>
    Reassign,

    /// <summary>Confirm, as a second person, what the rule for missing answers removes.</summary>
    ConfirmGuard,

    /// <summary>State, as the owner or an administrator, that the review is complete.</summary>
    SignOff,
}

/// <summary>Who may do what to campaigns. Fifth part of the authorization table.</summary>
public static class CampaignTable
{
    private const Roles Runners = Roles.Admin | Roles.CampaignOwner;

    public static bool Allows(CampaignAction action, Roles roles) => action switch
    {
        CampaignAction.Read or CampaignAction.Preview => (roles & (Runners | Roles.Auditor)) != 0,
        CampaignAction.Create or CampaignAction.Freeze or CampaignAction.Start or CampaignAction.DecideLate or CampaignAction.Remind or CampaignAction.Extend or CampaignAction.Close or CampaignAction.Cancel or CampaignAction.Reassign
            or CampaignAction.ConfirmGuard or CampaignAction.SignOff => (roles & Runners) != 0 && !roles.HasFlag(Roles.Auditor),
    };
}
