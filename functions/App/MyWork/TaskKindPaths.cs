using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>The five kinds of task in the menu, with the URLs of their lists.</summary>
public static class TaskKindPaths
{
    /// <summary>In the menu's order.</summary>
    public static IReadOnlyList<TaskKind> All { get; } = [TaskKind.Certification, TaskKind.Approval, TaskKind.Revocation, TaskKind.Provisioning, TaskKind.Deprovisioning];

    public static string Heading(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Certifications"),
        TaskKind.Approval => Say($"Approvals"),
        TaskKind.Provisioning => Say($"Provisioning"),
        TaskKind.Revocation => Say($"Revocations"),
        TaskKind.Deprovisioning => Say($"Deprovisioning"),
    };

    public static string Completed(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Completed certifications"),
        TaskKind.Approval => Say($"Completed approvals"),
        TaskKind.Provisioning => Say($"Completed provisioning"),
        TaskKind.Revocation => Say($"Completed revocations"),
        TaskKind.Deprovisioning => Say($"Completed deprovisioning"),
    };

    public static string Everything(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"All certifications"),
        TaskKind.Approval => Say($"All approvals"),
        TaskKind.Provisioning => Say($"All provisioning"),
        TaskKind.Revocation => Say($"All revocations"),
        TaskKind.Deprovisioning => Say($"All deprovisioning"),
    };

    public static string Path(TaskKind kind) => $"/my/{Segment(kind)}";

    public static TaskKind? Read(string segment)
    {
        foreach (var kind in All)
        {
            if (string.Equals(Segment(kind), segment, StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        return null;
    }

    // URLs are the same in every language.
    private static string Segment(TaskKind kind) => kind switch
    {
        TaskKind.Certification => "certifications",
        TaskKind.Approval => "approvals",
        TaskKind.Provisioning => "provisioning",
        TaskKind.Revocation => "revocations",
        TaskKind.Deprovisioning => "deprovisioning",
    };
}
