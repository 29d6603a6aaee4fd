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

    public static string Access(Subject subject) => Say($"{subject.EntitlementName} ({subject.AppName})");
}
