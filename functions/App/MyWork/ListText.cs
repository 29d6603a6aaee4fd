using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>The texts of a list.</summary>
public static class ListText
{
    /// <summary>What to check, and what the buttons do.</summary>
    public static string Guide(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Does this person need the access for work? Certify to keep it. Remove to recommend removal."),
        TaskKind.Approval => Say($"Does this person need the access for work? Approve to grant it. Deny if it is not needed or not appropriate."),
        TaskKind.Revocation => Say($"Removal of this access is recommended. Confirm to remove it. Decline to keep it."),
        TaskKind.Provisioning => Say($"The access is approved. Grant it in the app, then select Mark completed. If you cannot, select Mark errored and say why."),
        TaskKind.Deprovisioning => Say($"The removal is confirmed. Remove the access in the app, then select Mark completed. If you cannot, select Mark errored and say why."),
    };

    /// <summary>The heading of the column with what is known of the access.</summary>
    public static string Evidence(TaskKind kind) => kind is TaskKind.Approval or TaskKind.Provisioning ? Say($"Who else has it") : Say($"Last used");

    public static string Nothing(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"No certifications to do. New tasks of an access review appear here."),
        TaskKind.Approval => Say($"No approvals to do. New requests appear here."),
        TaskKind.Revocation => Say($"No revocations to do. Recommended removals appear here for you to confirm."),
        TaskKind.Provisioning => Say($"No provisioning to do. Approved access appears here for you to grant."),
        TaskKind.Deprovisioning => Say($"No deprovisioning to do. Confirmed removals appear here for you to carry out."),
    };

    /// <summary>The keyboard shortcut that decides the current line.</summary>
    public static string Key(Decision decision) => decision switch
    {
        Decision.Certify or Decision.Confirm or Decision.Complete => "c",
        Decision.Approve => "a",
        Decision.Deny or Decision.Decline => "d",
        Decision.Remove => "r",
        Decision.Error => "e",
    };

    /// <summary>Whether a reason is required: "optional", "required to deny".</summary>
    public static string Reason(IReadOnlyList<Decision> asksReason) =>
        asksReason.Count == 0 ? Say($"optional") : TaskText.RequiredTo(asksReason);
}
