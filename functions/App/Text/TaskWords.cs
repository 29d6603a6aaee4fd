using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Tasks in the words that people read: the same in mails and on pages.</summary>
public static class TaskWords
{
    /// <summary>What the task asks, with names.</summary>
    public static string Question(TaskKind kind, Subject subject) => kind switch
    {
        TaskKind.Certification => Say($"Should {subject.UserName} keep {Access(subject)}?"),
        TaskKind.Approval => Say($"Approve access for {subject.UserName} to {Access(subject)}?"),
        TaskKind.Provisioning => Say($"Please give {subject.UserName} {Access(subject)}"),
        TaskKind.Revocation => Say($"Take {Access(subject)} away from {subject.UserName}?"),
        TaskKind.Deprovisioning => Say($"Please remove {Access(subject)} from {subject.UserName}"),
    };

    /// <summary>What there is to do, and what happens then.</summary>
    public static string Explanation(TaskKind kind, Subject subject) => kind switch
    {
        TaskKind.Certification => Say($"Certify to keep the access, or remove it: somebody is then asked to confirm the removal."),
        TaskKind.Approval => Say($"Approve to let the access be given, or deny: whoever asked is told why."),
        TaskKind.Provisioning => Say($"The access is approved. Give it in {subject.AppName}, then mark the task completed; mark it errored if it cannot be done."),
        TaskKind.Revocation => Say($"Confirm to have the access taken away, or decline: it then stays."),
        TaskKind.Deprovisioning => Say($"The removal is confirmed. Take the access away in {subject.AppName}, then mark the task completed; mark it errored if it cannot be done."),
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

    /// <summary>As something that was done: "Task #7 is approved".</summary>
    public static string Done(Decision decision) => decision switch
    {
        Decision.Certify => Say($"certified"),
        Decision.Remove => Say($"removed"),
        Decision.Approve => Say($"approved"),
        Decision.Deny => Say($"denied"),
        Decision.Complete => Say($"marked as completed"),
        Decision.Error => Say($"marked as errored"),
        Decision.Confirm => Say($"confirmed"),
        Decision.Decline => Say($"declined"),
    };

    public static string Name(Risk risk) => risk switch
    {
        Risk.Low => Say($"Low"),
        Risk.Medium => Say($"Medium"),
        Risk.High => Say($"High"),
        Risk.Critical => Say($"Critical"),
    };

    public static string Access(Subject subject) => Say($"{subject.EntitlementName} in {subject.AppName}");
}
