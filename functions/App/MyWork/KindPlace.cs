using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>The five kinds as the menu names them, and where each has its list.</summary>
public static class KindPlace
{
    /// <summary>In the menu's order.</summary>
    public static IReadOnlyList<TaskKind> All { get; } = [TaskKind.Certification, TaskKind.Approval, TaskKind.Revocation, TaskKind.Provisioning, TaskKind.Deprovisioning];

    public static string Heading(TaskKind kind) => kind switch
    {
        TaskKind.Certification => "Certifications",
        TaskKind.Approval => "Approvals",
        TaskKind.Provisioning => "Provisioning",
        TaskKind.Revocation => "Revocations",
        TaskKind.Deprovisioning => "Deprovisioning",
    };

    public static string Path(TaskKind kind) => $"/my/{Heading(kind).ToLowerInvariant()}";

    public static TaskKind? Read(string segment)
    {
        foreach (var kind in All)
        {
            if (string.Equals(Heading(kind), segment, StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        return null;
    }
}
