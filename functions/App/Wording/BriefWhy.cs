using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Wording;

/// <summary>Why somebody is asked, in the few words that a line of a list has room for.</summary>
public static class BriefWhy
{
    /// <param name="insteadOf">The name of whoever is out of office.</param>
    public static string Of(AssigneeReason reason, AssigneeSource? source, string? insteadOf)
    {
        var why = reason switch
        {
            AssigneeReason.Rule => Role(source),
            AssigneeReason.Fallback => $"{Role(source)}, as nobody else could be asked",
            AssigneeReason.Reassigned => "Reassigned to you",
            AssigneeReason.Escalated => $"{Role(source)}, as others did not answer",
        };
        return insteadOf is null ? why : $"{why}; instead of {insteadOf}";
    }

    /// <summary>Whom a step asks.</summary>
    public static string People(AssigneeRule rule) => rule.Source switch
    {
        AssigneeSource.SubjectManager => "The person's manager",
        AssigneeSource.AssigneesManagers => "Managers of those asked before",
        AssigneeSource.AppOwners => "The app's owners",
        AssigneeSource.EntitlementOwners => "The entitlement's owners",
        AssigneeSource.Admins => "Administrators",
        AssigneeSource.Named => "People whom the policy names",
    };

    private static string Role(AssigneeSource? source) => source switch
    {
        AssigneeSource.SubjectManager => "Their manager",
        AssigneeSource.AssigneesManagers => "Manager of a reviewer",
        AssigneeSource.AppOwners => "Owner of the app",
        AssigneeSource.EntitlementOwners => "Owner of the entitlement",
        AssigneeSource.Admins => "Administrator",
        AssigneeSource.Named => "Named by the policy",
        _ => "Asked",
    };
}
