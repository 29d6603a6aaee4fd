using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Numbers of things, with the right form of the noun.</summary>
public static class CountText
{
    public static string Tasks(int count) => count == 1 ? Say($"1 task") : Say($"{count} tasks");

    /// <summary>"32 certifications", or "32 tasks" if there are several kinds.</summary>
    public static string Tasks(IReadOnlyCollection<TaskKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        return kinds.Distinct().Take(2).ToList() is [var kind] ? Tasks(kind, kinds.Count) : Tasks(kinds.Count);
    }

    public static string Tasks(TaskKind kind, int count) => kind switch
    {
        TaskKind.Certification => count == 1 ? Say($"1 certification") : Say($"{count} certifications"),
        TaskKind.Approval => count == 1 ? Say($"1 approval") : Say($"{count} approvals"),
        TaskKind.Provisioning => count == 1 ? Say($"1 provisioning task") : Say($"{count} provisioning tasks"),
        TaskKind.Revocation => count == 1 ? Say($"1 revocation") : Say($"{count} revocations"),
        TaskKind.Deprovisioning => count == 1 ? Say($"1 deprovisioning task") : Say($"{count} deprovisioning tasks"),
    };
}
