using AccessReview.App.Wording;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>What a list says about itself.</summary>
public static class ListWords
{
    /// <summary>What to look at, and what the buttons mean.</summary>
    public static string Guide(TaskKind kind) => kind switch
    {
        TaskKind.Certification => "Is this access needed for the person's work? Certify to let it continue; Remove to recommend its removal.",
        TaskKind.Approval => "Is this access needed for the person's work? Approve to let it be granted; Deny if it isn't needed or isn't appropriate.",
        TaskKind.Revocation => "Somebody recommends that this access is removed. Confirm if you agree; Decline if it should stay.",
        TaskKind.Provisioning => "Approved already: give the access in the app, then mark the task completed, or errored if it cannot be done.",
        TaskKind.Deprovisioning => "Confirmed already: take the access away in the app, then mark the task completed, or errored if it cannot be done.",
    };

    public static string Nothing(TaskKind kind) => kind switch
    {
        TaskKind.Certification => "No access waits for your review. Tasks come here when an access review asks you.",
        TaskKind.Approval => "Nobody waits for your approval. Requests for access come here when a policy asks you.",
        TaskKind.Revocation => "No removal waits for your word. Recommended removals come here before the access is taken away.",
        TaskKind.Provisioning => "No approved access waits to be given by you.",
        TaskKind.Deprovisioning => "No confirmed removal waits to be carried out by you.",
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

    /// <summary>Whether a reason must be given: "optional", "needed to deny".</summary>
    public static string Reason(IReadOnlyList<Decision> asksReason) =>
        asksReason.Count == 0 ? "optional" : $"needed to {string.Join(" or ", asksReason.Select(decision => TaskWords.Button(decision).ToLowerInvariant()))}";
}
