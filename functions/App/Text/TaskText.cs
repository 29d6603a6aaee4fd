using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The texts about tasks, the same in mails and on pages.</summary>
public static class TaskText
{
    /// <summary>The task's question, with names.</summary>
    public static string Question(TaskKind kind, Subject subject) => kind switch
    {
        TaskKind.Certification => Say($"Should {subject.UserName} keep access to {Access(subject)}?"),
        TaskKind.Approval => Say($"Approve access for {subject.UserName} to {Access(subject)}?"),
        TaskKind.Provisioning => Say($"Grant {subject.UserName} access to {Access(subject)}"),
        TaskKind.Revocation => Say($"Remove {subject.UserName}'s access to {Access(subject)}?"),
        TaskKind.Deprovisioning => Say($"Remove {subject.UserName}'s access to {Access(subject)} in the app"),
    };

    /// <summary>The question that the task asks now, with names.</summary>
    public static string Question(ReviewTask task) => AsksHolder(task) ? Say($"Do you still need access to {Access(task.Subject)}?") : Question(task.Kind, task.Subject);

    /// <summary>What to do, and what happens then.</summary>
    public static string Explanation(ReviewTask task)
    {
        if (AsksHolder(task))
            return Say($"Keep: other people then review the access. No longer needed: the access is removed after another person confirms it.");
        return task.Policy.Stages is null
            ? Explanation(task.Kind, task.Subject)
            : Say($"Certify if the access is still needed. Remove to recommend removal. The stages of the review decide together.");
    }

    /// <summary>The button for a decision. The holder of an access is asked in their own words.</summary>
    public static string Button(Decision decision, ReviewTask task) => Button(decision, AsksHolder(task));

    /// <param name="isHolder">The reader is asked whether they still need their own access.</param>
    public static string Button(Decision decision, bool isHolder) => (isHolder, decision) switch
    {
        (true, Decision.Certify) => Say($"Keep"),
        (true, Decision.Remove) => Say($"No longer needed"),
        _ => Button(decision),
    };

    /// <summary>What to do, and what happens then.</summary>
    public static string Explanation(TaskKind kind, Subject subject) =>
        KindRules.IsJudgement(kind) && PathText.Removal(subject) is { } removal ? $"{ExplanationOf(kind, subject)} {removal}" : ExplanationOf(kind, subject);

    private static string ExplanationOf(TaskKind kind, Subject subject) => kind switch
    {
        TaskKind.Certification => Say($"Certify to keep the access. Remove to recommend removal; another person confirms it."),
        TaskKind.Approval => Say($"Approve to grant the access. If you deny it, the requester gets your reason."),
        TaskKind.Provisioning => Say($"The access is approved. Grant it in {subject.AppName}, then select Mark completed. If you cannot, select Mark errored and say why."),
        TaskKind.Revocation => Say($"Confirm to remove the access. Decline to keep it."),
        TaskKind.Deprovisioning => Say($"The removal is confirmed. Remove the access in {subject.AppName}, then select Mark completed. If you cannot, select Mark errored and say why."),
    };

    public static string Name(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Certification"),
        TaskKind.Approval => Say($"Approval"),
        TaskKind.Provisioning => Say($"Provisioning"),
        TaskKind.Revocation => Say($"Revocation"),
        TaskKind.Deprovisioning => Say($"Deprovisioning"),
    };

    public static string Button(Decision decision) => decision switch
    {
        Decision.Certify => Say($"Certify"),
        Decision.Remove => Say($"Remove"),
        Decision.Approve => Say($"Approve"),
        Decision.Deny => Say($"Deny"),
        Decision.Complete => Say($"Mark completed"),
        Decision.Error => Say($"Mark errored"),
        Decision.Confirm => Say($"Confirm"),
        Decision.Decline => Say($"Decline"),
    };

    /// <summary>For a reason: "required to deny". English verbs are lower case inside a sentence.</summary>
    public static string RequiredTo(IEnumerable<Decision> decisions)
    {
        var verbs = Listing.And([.. decisions.Select(Button)]);
        var written = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? verbs.ToLower(CultureInfo.CurrentUICulture) : verbs;
        return Say($"required to {written}");
    }

    /// <summary>What was done: "Task #7 is approved".</summary>
    public static string Done(Decision decision) => decision switch
    {
        Decision.Certify => Say($"certified"),
        Decision.Remove => Say($"recommended for removal"),
        Decision.Approve => Say($"approved"),
        Decision.Deny => Say($"denied"),
        Decision.Complete => Say($"marked completed"),
        Decision.Error => Say($"marked errored"),
        Decision.Confirm => Say($"confirmed for removal"),
        Decision.Decline => Say($"declined"),
    };

    public static string Name(Risk risk) => risk switch
    {
        Risk.Low => Say($"Low"),
        Risk.Medium => Say($"Medium"),
        Risk.High => Say($"High"),
        Risk.Critical => Say($"Critical"),
    };

    private static bool AsksHolder(ReviewTask task) => task.IsOpen && task.CurrentStep.AsksHolder();

    public static string Access(Subject subject) => Say($"{subject.EntitlementName} ({subject.AppName})");
}
