namespace AccessReview.Domain.Authorization;

/// <summary>An action in the organization that is not about one task.</summary>
public enum OrganizationAction
{
    /// <summary>Read and decide your own tasks, comment, search users and entitlements.</summary>
    Work,
    RequestAccess,
    ReadDirectory,

    /// <summary>Read the grants of all users.</summary>
    ReadAllAccess,
    ImportDirectory,

    /// <summary>Open a review or request a removal. <see cref="OpeningTable"/> says of which access.</summary>
    OpenTask,

    /// <summary>Read queues, failed notifications and the mail budget.</summary>
    ReadOperation,

    /// <summary>Resend failed notifications, rebuild indexes, settle tasks again.</summary>
    Operate,

    /// <summary>Link a chat user to a user of the directory. The chat user can then decide in that user's name.</summary>
    ConnectPeople,

    /// <summary>Verify the history against its digests. It reads much data and changes nothing.</summary>
    CheckAudit,

    /// <summary>Read campaigns. <see cref="CampaignTable"/> says what each action needs.</summary>
    ReadCampaigns,

    /// <summary>Create and run campaigns.</summary>
    RunCampaigns,
}

/// <summary>Which roles may do which action in the organization. Second part of the authorization table.</summary>
public static class OrganizationTable
{
    private const Roles Owners = Roles.AppOwner | Roles.CampaignOwner | Roles.Admin;

    public static bool Allows(OrganizationAction action, Roles roles) => action switch
    {
        OrganizationAction.Work or OrganizationAction.RequestAccess or OrganizationAction.ReadDirectory => true,
        OrganizationAction.ReadAllAccess => (roles & (Owners | Roles.Auditor)) != 0,
        OrganizationAction.ImportDirectory or OrganizationAction.Operate or OrganizationAction.ConnectPeople => roles.HasFlag(Roles.Admin) && !roles.HasFlag(Roles.Auditor),
        OrganizationAction.OpenTask => !roles.HasFlag(Roles.Auditor),
        OrganizationAction.ReadCampaigns => CampaignTable.Allows(CampaignAction.Read, roles),
        OrganizationAction.RunCampaigns => CampaignTable.Allows(CampaignAction.Create, roles),
        OrganizationAction.ReadOperation or OrganizationAction.CheckAudit => (roles & (Roles.Admin | Roles.Auditor)) != 0,
    };
}
