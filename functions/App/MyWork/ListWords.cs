using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>What a list says about itself.</summary>
public static class ListWords
{
    /// <summary>What to look at, and what the buttons mean.</summary>
    public static string Guide(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Is this access needed for the person's work? Certify to let it continue; Remove to recommend its removal."),
        TaskKind.Approval => Say($"Is this access needed for the person's work? Approve to let it be granted; Deny if it isn't needed or isn't appropriate."),
        TaskKind.Revocation => Say($"Somebody recommends that this access is removed. Confirm if you agree; Decline if it should stay."),
        TaskKind.Provisioning => Say($"Approved already: give the access in the app, then mark the task completed, or errored if it cannot be done."),
        TaskKind.Deprovisioning => Say($"Confirmed already: take the access away in the app, then mark the task completed, or errored if it cannot be done."),
    };

    public static string Nothing(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"No access waits for your review. Tasks come here when an access review asks you."),
        TaskKind.Approval => Say($"Nobody waits for your approval. Requests for access come here when a policy asks you."),
        TaskKind.Revocation => Say($"No removal waits for your word. Recommended removals come here before the access is taken away."),
        TaskKind.Provisioning => Say($"No approved access waits to be given by you."),
        TaskKind.Deprovisioning => Say($"No confirmed removal waits to be carried out by you."),
    };

    /// <summary>The key that decides the line one is on.</summary>
    public static string Key(Decision decision) => decision switch
    {
        Decision.Certify or Decision.Confirm or Decision.Complete => "c",
        Decision.Approve => "a",
        Decision.Deny or Decision.Decline => "d",
        Decision.Remove => "r",
        Decision.Error => "e",
    };

    /// <summary>Whether a reason must be given: "optional", "needed for Deny".</summary>
    public static string Reason(IReadOnlyList<Decision> asksReason) =>
        asksReason.Count == 0 ? Say($"optional") : Say($"needed for {Listing.And([.. asksReason.Select(TaskWords.Button)])}");
}
