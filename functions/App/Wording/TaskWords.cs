using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Wording;

/// <summary>Tasks in the words that people read: the same in mails and on pages.</summary>
public static class TaskWords
{
    /// <summary>What the task asks, with names.</summary>
    public static string Question(TaskKind kind, Subject subject) => kind switch
    {
        TaskKind.Certification => $"Should {subject.UserName} keep {Access(subject)}?",
        TaskKind.Approval => $"Approve access for {subject.UserName} to {Access(subject)}?",
        TaskKind.Provisioning => $"Please give {subject.UserName} {Access(subject)}",
        TaskKind.Revocation => $"Take {Access(subject)} away from {subject.UserName}?",
        TaskKind.Deprovisioning => $"Please remove {Access(subject)} from {subject.UserName}",
    };

    /// <summary>What there is to do, and what happens then.</summary>
    public static string Explanation(TaskKind kind, Subject subject) => kind switch
    {
        TaskKind.Certification => "Certify to keep the access, or remove it: somebody is then asked to confirm the removal.",
        TaskKind.Approval => "Approve to let the access be given, or deny: whoever asked is told why.",
        TaskKind.Provisioning => $"The access is approved. Give it in {subject.AppName}, then mark the task completed; mark it errored if it cannot be done.",
        TaskKind.Revocation => "Confirm to have the access taken away, or decline: it then stays.",
        TaskKind.Deprovisioning => $"The removal is confirmed. Take the access away in {subject.AppName}, then mark the task completed; mark it errored if it cannot be done.",
    };

    public static string Name(TaskKind kind) => kind switch
    {
        TaskKind.Certification => "Certification",
        TaskKind.Approval => "Approval",
        TaskKind.Provisioning => "Provisioning",
        TaskKind.Revocation => "Revocation",
        TaskKind.Deprovisioning => "Deprovisioning",
    };

    public static string Button(Decision decision) => decision switch
    {
        Decision.Certify => "Certify",
        Decision.Remove => "Remove",
        Decision.Approve => "Approve",
        Decision.Deny => "Deny",
        Decision.Complete => "Mark completed",
        Decision.Error => "Mark errored",
        Decision.Confirm => "Confirm",
        Decision.Decline => "Decline",
    };

    /// <summary>The decision as something that somebody did: "Ada Lovelace approved …".</summary>
    public static string Done(Decision decision) => decision switch
    {
        Decision.Certify => "certified",
        Decision.Remove => "removed",
        Decision.Approve => "approved",
        Decision.Deny => "denied",
        Decision.Complete => "marked as completed",
        Decision.Error => "marked as errored",
        Decision.Confirm => "confirmed",
        Decision.Decline => "declined",
    };

    public static string Name(Risk risk) => risk switch
    {
        Risk.Low => "Low",
        Risk.Medium => "Medium",
        Risk.High => "High",
        Risk.Critical => "Critical",
    };

    public static string Access(Subject subject) => $"{subject.EntitlementName} in {subject.AppName}";
}
