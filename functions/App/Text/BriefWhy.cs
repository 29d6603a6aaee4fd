using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Why a user is an assignee, in the few words that fit into a line of a list.</summary>
public static class BriefWhy
{
    /// <param name="insteadOf">The name of the user who is out of office.</param>
    public static string Of(AssigneeReason reason, AssigneeSource? source, string? insteadOf)
    {
        var why = reason switch
        {
            AssigneeReason.Rule => Role(source),
            AssigneeReason.Fallback => Say($"{Role(source)}, because nobody else could be assigned"),
            AssigneeReason.Reassigned => Say($"Reassigned to you"),
            AssigneeReason.Escalated => Say($"{Role(source)}, because others did not answer"),
        };
        return insteadOf is null ? why : Say($"{why}; delegate of {insteadOf}");
    }

    /// <summary>The assignees of a step.</summary>
    public static string People(AssigneeRule rule) => rule.Source switch
    {
        AssigneeSource.SubjectManager => Say($"The person's manager"),
        AssigneeSource.AssigneesManagers => Say($"Managers of the previous assignees"),
        AssigneeSource.AppOwners => Say($"The app's owners"),
        AssigneeSource.EntitlementOwners => Say($"The entitlement's owners"),
        AssigneeSource.Admins => Say($"Administrators"),
        AssigneeSource.Named => Say($"People named by the policy"),
        AssigneeSource.AccountResponsible => Say($"The person responsible for the account, or the app's owners"),
        AssigneeSource.Holder => Say($"The person whose access it is"),
    };

    private static string Role(AssigneeSource? source) => source switch
    {
        AssigneeSource.SubjectManager => Say($"Their manager"),
        AssigneeSource.AssigneesManagers => Say($"Manager of an assignee"),
        AssigneeSource.AppOwners => Say($"Owner of the app"),
        AssigneeSource.EntitlementOwners => Say($"Owner of the entitlement"),
        AssigneeSource.Admins => Say($"Administrator"),
        AssigneeSource.Named => Say($"Named by the policy"),
        AssigneeSource.AccountResponsible => Say($"Responsible for the account"),
        AssigneeSource.Holder => Say($"Your own access"),
        _ => Say($"Assigned"),
    };
}
