using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>How a task ended, in words.</summary>
public static class OutcomeWords
{
    /// <summary>A few words: what it means for the access.</summary>
    public static string Headline(TaskKind kind, Outcome outcome) => (kind, outcome) switch
    {
        (TaskKind.Certification, Outcome.Certified) => Say($"Access stays"),
        (TaskKind.Certification, Outcome.Removed) => Say($"Access is to be removed"),
        (TaskKind.Approval, Outcome.Approved) => Say($"Request approved"),
        (TaskKind.Approval, Outcome.Denied) => Say($"Request denied"),
        (TaskKind.Approval, Outcome.NoResponse) => Say($"Request not answered"),
        (TaskKind.Approval, Outcome.Cancelled) => Say($"Request cancelled"),
        (TaskKind.Approval, Outcome.Obsolete) => Say($"Request no longer applies"),
        (TaskKind.Certification, Outcome.Obsolete) => Say($"Review no longer applies"),
        (TaskKind.Revocation or TaskKind.Deprovisioning, Outcome.Obsolete) => Say($"Removal no longer applies"),
        (TaskKind.Provisioning, Outcome.Completed) => Say($"Access given"),
        (TaskKind.Provisioning, _) => Say($"Access not given"),
        (TaskKind.Revocation, Outcome.Confirmed) => Say($"Removal confirmed"),
        (TaskKind.Revocation, Outcome.Cancelled) or (TaskKind.Deprovisioning, Outcome.Cancelled) => Say($"Removal cancelled"),
        (TaskKind.Deprovisioning, Outcome.Completed) => Say($"Access removed"),
        (TaskKind.Deprovisioning, _) => Say($"Access still there"),
        (_, Outcome.Cancelled) => Say($"Review cancelled"),
        _ => Say($"Access stays"),
    };

    /// <summary>A sentence: what follows from it.</summary>
    public static string Consequence(TaskKind kind, Outcome outcome) => (kind, outcome) switch
    {
        (TaskKind.Approval, Outcome.NoResponse) => Say($"Nobody answered in time. Silence approves nothing: nothing changes, and you can ask again."),
        (TaskKind.Approval, Outcome.Denied) => Say($"Nothing changes. If you know more that speaks for it, you can ask again."),
        (TaskKind.Approval, _) => Say($"Nothing changes."),
        (TaskKind.Certification or TaskKind.Revocation, Outcome.Obsolete) => Say($"Nothing changes."),
        (TaskKind.Provisioning, Outcome.Obsolete) => Say($"No access is recorded. If it has been granted in the app already, remove it there."),
        (TaskKind.Deprovisioning, Outcome.Obsolete) => Say($"Nothing changes: the access stays."),
        (TaskKind.Provisioning, Outcome.Completed) => Say($"The access can be used."),
        (TaskKind.Provisioning, Outcome.Errored) => Say($"The approval stays good: it can be tried again without a new one."),
        (TaskKind.Provisioning, _) => Say($"The access has not been given."),
        (TaskKind.Revocation, _) or (TaskKind.Certification, _) => Say($"Nothing changes: the access stays."),
        (TaskKind.Deprovisioning, Outcome.Completed) => Say($"The access is gone."),
        (TaskKind.Deprovisioning, Outcome.Errored) => Say($"The access shows as still there until it is gone; it can be tried again."),
        (TaskKind.Deprovisioning, _) => Say($"The access has not been taken away."),
    };
}
