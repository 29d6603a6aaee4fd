using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The texts about how a task ended.</summary>
public static class OutcomeText
{
    /// <summary>A few words: what the outcome means for the access.</summary>
    public static string Headline(TaskKind kind, Outcome outcome) => (kind, outcome) switch
    {
        (TaskKind.Certification, Outcome.Certified) => Say($"Access stays"),
        (TaskKind.Certification, Outcome.Removed) => Say($"Removal recommended"),
        (TaskKind.Approval, Outcome.Approved) => Say($"Request approved"),
        (TaskKind.Approval, Outcome.Denied) => Say($"Request denied"),
        (TaskKind.Approval, Outcome.NoResponse) => Say($"Request closed without an answer"),
        (TaskKind.Approval, Outcome.Cancelled) => Say($"Request cancelled"),
        (TaskKind.Approval, Outcome.Obsolete) => Say($"Request no longer applies"),
        (TaskKind.Certification, Outcome.Obsolete) => Say($"Review no longer applies"),
        (TaskKind.Revocation or TaskKind.Deprovisioning, Outcome.Obsolete) => Say($"Removal no longer applies"),
        (TaskKind.Provisioning, Outcome.Completed) => Say($"Access granted"),
        (TaskKind.Provisioning, _) => Say($"Access not granted"),
        (TaskKind.Revocation, Outcome.Confirmed) => Say($"Removal confirmed"),
        (TaskKind.Revocation, Outcome.Cancelled) or (TaskKind.Deprovisioning, Outcome.Cancelled) => Say($"Removal cancelled"),
        (TaskKind.Deprovisioning, Outcome.Completed) => Say($"Access removed"),
        (TaskKind.Deprovisioning, _) => Say($"Access not removed"),
        (_, Outcome.Cancelled) => Say($"Review cancelled"),
        _ => Say($"Access stays"),
    };

    /// <summary>A sentence: what follows from the outcome.</summary>
    public static string Consequence(TaskKind kind, Outcome outcome) => (kind, outcome) switch
    {
        (TaskKind.Approval, Outcome.NoResponse) => Say($"You can request it again."),
        (TaskKind.Approval, Outcome.Denied) => Say($"Nothing changes. You can submit a new request with more information."),
        (TaskKind.Approval, _) => Say($"Nothing changes."),
        (TaskKind.Certification or TaskKind.Revocation, Outcome.Obsolete) => Say($"Nothing changes."),
        (TaskKind.Provisioning, Outcome.Obsolete) => Say($"No access is recorded. If you already granted it in the app, remove it there."),
        (TaskKind.Deprovisioning, Outcome.Obsolete) => Say($"The access stays."),
        (TaskKind.Provisioning, Outcome.Completed) => Say($"The access is ready to use."),
        (TaskKind.Provisioning, Outcome.Errored) => Say($"The approval remains valid, so setup can be retried."),
        (TaskKind.Provisioning, _) => Say($"The access was not granted."),
        (TaskKind.Revocation, _) or (TaskKind.Certification, _) => Say($"The access stays."),
        (TaskKind.Deprovisioning, Outcome.Completed) => Say($"The access is removed from the app."),
        (TaskKind.Deprovisioning, Outcome.Errored) => Say($"The access is listed as still there until it is removed. Removal can be retried."),
        (TaskKind.Deprovisioning, _) => Say($"The access was not removed."),
    };
}
