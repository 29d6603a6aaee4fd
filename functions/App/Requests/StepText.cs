using AccessReview.Domain.Policies;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>A policy's steps as text.</summary>
public static class StepText
{
    /// <summary>The purpose of the step, named by its assignees.</summary>
    public static string Title(PolicyStep step) => step.Assignees.Source switch
    {
        AssigneeSource.SubjectManager => Say($"Approval by the manager"),
        AssigneeSource.AssigneesManagers => Say($"Approval by the manager's manager"),
        AssigneeSource.AppOwners => Say($"Approval by the app's owners"),
        AssigneeSource.EntitlementOwners => Say($"Approval by the entitlement's owners"),
        AssigneeSource.Admins => Say($"Approval by the administrators"),
        AssigneeSource.Holder => Say($"Question to the person"),
        AssigneeSource.Named => Say($"Approval by people named in the policy"),
        AssigneeSource.AccountResponsible => Say($"Approval by the app's owners"),
    };

    public static string NotNeeded(PolicyStep step) => Say($"Not required (only for higher risk)");
}
