using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Decisions that were made, as sentences.</summary>
public static class DecisionText
{
    /// <summary>"Ada Lovelace approved it".</summary>
    public static string Did(string who, Decision decision) => decision switch
    {
        Decision.Certify => Say($"{who} certified the access"),
        Decision.Remove => Say($"{who} recommended removal"),
        Decision.Approve => Say($"{who} approved the request"),
        Decision.Deny => Say($"{who} denied the request"),
        Decision.Complete => Say($"{who} marked the task completed"),
        Decision.Error => Say($"{who} marked the task errored"),
        Decision.Confirm => Say($"{who} confirmed the removal"),
        Decision.Decline => Say($"{who} declined the removal"),
    };

    /// <summary>"Ada Lovelace certified the access, valid until 31 March 2027".</summary>
    public static string Did(string who, Decision decision, CertificationTerms? terms) =>
        terms is { Control: not null, Until: { } end } ? Say($"{who} certified the access with an exception until {new LocalTime(null).SayDate(end)}")
        : terms?.Until is { } until ? Say($"{Did(who, decision)}, valid until {new LocalTime(null).SayDate(until)}") : Did(who, decision);

    /// <summary>"Ada Lovelace certified it"; of a holder, what they said of their own access.</summary>
    public static string Did(string who, ReviewTask task, RecordedDecision decision) =>
        task.Policy.Steps[decision.Step].AsksHolder() ? Did(who, decision.Decision, isHolder: true) : Did(who, decision.Decision, decision.Terms);

    /// <param name="isHolder">The decider was asked whether they still need their own access.</param>
    public static string Did(string who, Decision decision, bool isHolder) => (isHolder, decision) switch
    {
        (true, Decision.Certify) => Say($"{who} wants to keep the access"),
        (true, _) => Say($"{who} no longer needs the access"),
        _ => Did(who, decision),
    };

    /// <summary>"You certified it"; of a holder, what they said of their own access.</summary>
    public static string YouDid(ReviewTask task, RecordedDecision decision) =>
        task.Policy.Steps[decision.Step].AsksHolder() ? YouDid(decision.Decision, isHolder: true) : YouDid(decision.Decision, decision.Terms);

    /// <param name="isHolder">The reader was asked whether they still need their own access.</param>
    public static string YouDid(Decision decision, bool isHolder) => (isHolder, decision) switch
    {
        (true, Decision.Certify) => Say($"You want to keep the access"),
        (true, _) => Say($"You no longer need the access"),
        _ => YouDid(decision),
    };

    /// <summary>"You approved it".</summary>
    public static string YouDid(Decision decision) => decision switch
    {
        Decision.Certify => Say($"You certified the access"),
        Decision.Remove => Say($"Removal recommended"),
        Decision.Approve => Say($"You approved the request"),
        Decision.Deny => Say($"You denied the request"),
        Decision.Complete => Say($"You marked the task completed"),
        Decision.Error => Say($"You marked the task errored"),
        Decision.Confirm => Say($"You confirmed the removal"),
        Decision.Decline => Say($"You declined the removal"),
    };

    /// <inheritdoc cref="Did(string, Decision, CertificationTerms?)"/>
    public static string YouDid(Decision decision, CertificationTerms? terms) =>
        terms is { Control: not null, Until: { } end } ? Say($"You certified the access with an exception until {new LocalTime(null).SayDate(end)}")
        : terms?.Until is { } until ? Say($"{YouDid(decision)}, valid until {new LocalTime(null).SayDate(until)}") : YouDid(decision);

    /// <summary>What happens next.</summary>
    /// <param name="isOpen">The task continues with its next step.</param>
    public static string Next(Decision decision, TaskKind kind, bool isOpen) => isOpen ? Say($"The task continues with its next step.") : decision switch
    {
        Decision.Certify or Decision.Decline => Say($"The access stays."),
        Decision.Remove => Say($"Another person confirms the removal."),
        Decision.Approve => Say($"The access is granted in the app. Then the requester is notified."),
        Decision.Deny => Say($"The requester is notified. Nothing else changes."),
        Decision.Complete when kind == TaskKind.Provisioning => Say($"The requester is notified that the access is ready."),
        Decision.Complete => Say($"The removal is recorded."),
        Decision.Error => Say($"The app's owners are notified. The task can be retried."),
        Decision.Confirm => Say($"The access is removed in the app."),
    };

    /// <summary>"You approved Ada Lovelace's access to Analyst (Data warehouse)."</summary>
    public static string YouDid(Decision decision, TaskKind kind, Subject subject)
    {
        var (person, access) = (subject.UserName, TaskText.Access(subject));
        return decision switch
        {
            Decision.Certify => Say($"You certified {person}'s access to {access}."),
            Decision.Remove => Say($"You recommended removing {person}'s access to {access}."),
            Decision.Approve => Say($"You approved {person}'s access to {access}."),
            Decision.Deny => Say($"You denied {person}'s access to {access}."),
            Decision.Complete when kind == TaskKind.Provisioning => Say($"You granted {person} access to {access}."),
            Decision.Complete => Say($"You removed {person}'s access to {access}."),
            Decision.Error when kind == TaskKind.Provisioning => Say($"You reported that {person}'s access to {access} could not be granted."),
            Decision.Error => Say($"You reported that {person}'s access to {access} could not be removed."),
            Decision.Confirm => Say($"You confirmed the removal of {person}'s access to {access}."),
            Decision.Decline => Say($"You declined the removal of {person}'s access to {access}."),
        };
    }
}
