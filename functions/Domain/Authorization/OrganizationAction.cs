namespace AccessReview.Domain.Authorization;

/// <summary>What somebody may want to do that concerns no single task.</summary>
public enum OrganizationAction
{
    /// <summary>See and do one's own work, comment, look people and entitlements up.</summary>
    Work,
    RequestAccess,
    ReadDirectory,

    /// <summary>Everybody's grants, not only one's own.</summary>
    ReadAllAccess,
    ImportDirectory,
    OpenTask,

    /// <summary>Queues, dead letters, mail budget.</summary>
    ReadOperation,

    /// <summary>Replay dead letters, rebuild lists, settle again.</summary>
    Operate,

    /// <summary>Say which user of a chat is which person: whoever that is decides in the person's name.</summary>
    ConnectPeople,

    /// <summary>Hold the history against its digests: reads much and changes nothing.</summary>
    CheckAudit,
}

/// <summary>Which roles may do what in the organization; the second half of the table that says who may do what.</summary>
public static class OrganizationTable
{
    private const Roles Owners = Roles.AppOwner | Roles.CampaignOwner | Roles.Admin;

    public static bool Allows(OrganizationAction action, Roles roles) => action switch
    {
        OrganizationAction.Work or OrganizationAction.RequestAccess or OrganizationAction.ReadDirectory => true,
        OrganizationAction.ReadAllAccess => (roles & (Owners | Roles.Auditor)) != 0,
        OrganizationAction.ImportDirectory or OrganizationAction.Operate or OrganizationAction.ConnectPeople => roles.HasFlag(Roles.Admin) && !roles.HasFlag(Roles.Auditor),
        OrganizationAction.OpenTask => (roles & Owners) != 0 && !roles.HasFlag(Roles.Auditor),
        OrganizationAction.ReadOperation or OrganizationAction.CheckAudit => (roles & (Roles.Admin | Roles.Auditor)) != 0,
    };
}
