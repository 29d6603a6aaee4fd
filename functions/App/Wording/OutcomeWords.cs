using AccessReview.Domain.Tasks;

namespace AccessReview.App.Wording;

/// <summary>How a task ended, in words.</summary>
public static class OutcomeWords
{
    /// <summary>A few words: what it means for the access.</summary>
    public static string Headline(TaskKind kind, Outcome outcome) => (kind, outcome) switch
    {
        (TaskKind.Certification, Outcome.Certified) => "Access stays",
        (TaskKind.Certification, Outcome.Removed) => "Access is to be removed",
        (TaskKind.Approval, Outcome.Approved) => "Request approved",
        (TaskKind.Approval, Outcome.Denied) => "Request denied",
        (TaskKind.Approval, Outcome.NoResponse) => "Request not answered",
        (TaskKind.Approval, Outcome.Cancelled) => "Request cancelled",
        (TaskKind.Provisioning, Outcome.Completed) => "Access given",
        (TaskKind.Provisioning, _) => "Access not given",
        (TaskKind.Revocation, Outcome.Confirmed) => "Removal confirmed",
        (TaskKind.Revocation, Outcome.Cancelled) or (TaskKind.Deprovisioning, Outcome.Cancelled) => "Removal cancelled",
        (TaskKind.Deprovisioning, Outcome.Completed) => "Access removed",
        (TaskKind.Deprovisioning, _) => "Access still there",
        (_, Outcome.Cancelled) => "Review cancelled",
        _ => "Access stays",
    };

    /// <summary>A sentence: what follows from it.</summary>
    public static string Consequence(TaskKind kind, Outcome outcome) => (kind, outcome) switch
    {
        (TaskKind.Approval, Outcome.NoResponse) => "Nobody answered in time. Silence approves nothing: nothing changes, and you can ask again.",
        (TaskKind.Approval, Outcome.Denied) => "Nothing changes. If you know more that speaks for it, you can ask again.",
        (TaskKind.Approval, _) => "Nothing changes.",
        (TaskKind.Provisioning, Outcome.Completed) => "The access can be used.",
        (TaskKind.Provisioning, Outcome.Errored) => "The approval stays good: it can be tried again without a new one.",
        (TaskKind.Provisioning, _) => "The access has not been given.",
        (TaskKind.Revocation, _) or (TaskKind.Certification, _) => "Nothing changes: the access stays.",
        (TaskKind.Deprovisioning, Outcome.Completed) => "The access is gone.",
        (TaskKind.Deprovisioning, Outcome.Errored) => "The access shows as still there until it is gone; it can be tried again.",
        (TaskKind.Deprovisioning, _) => "The access has not been taken away.",
    };
}
