using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>A certification with an exception that waits for the approval of another person. It is the last decision of its task.</summary>
/// <param name="By">Who decided. They cannot approve it.</param>
/// <param name="OnBehalfOf">The assignee whose delegate decided, who cannot approve it either; null: none.</param>
/// <param name="Approvers">The app's other owners, or else administrators; empty: nobody is eligible.</param>
public sealed record ExceptionProposal(UserId By, UserId? OnBehalfOf, IReadOnlyList<Assignee> Approvers)
{
    public bool IsDecidedBy(UserId person) => By == person || OnBehalfOf == person;
}

/// <summary>The approval of an exception.</summary>
/// <param name="Reason">In the approver's words; null: none.</param>
public sealed record ExceptionApproval(UserId By, string? Reason, DateTimeOffset At);

/// <summary>When an exception needs a second person, and who that can be.</summary>
public static class ExceptionRules
{
    public static bool NeedsApproval(Risk risk) => risk >= Risk.High;

    /// <summary>The app's owners, else the administrators, without the person whose access it is and who decided.</summary>
    internal static IReadOnlyList<Assignee> Approvers(Subject subject, UserId by, UserId? onBehalfOf, DirectoryFacts facts, DateTimeOffset now)
    {
        return Find(AssigneeSource.AppOwners) is { Count: > 0 } owners ? owners : Find(AssigneeSource.Admins);

        IReadOnlyList<Assignee> Find(AssigneeSource source) =>
        [
            .. AssigneeSearch.Candidates(new AssigneeRule(source), subject, [], facts)
                .Where(candidate => candidate != onBehalfOf)
                .Select(candidate => AssigneeSearch.Present(
                    candidate, source == AssigneeSource.Admins ? AssigneeReason.Fallback : AssigneeReason.Rule, source, subject, [by], facts, now))
                .OfType<Assignee>()
                .Where(assignee => assignee.User != onBehalfOf)
                .DistinctBy(assignee => assignee.User),
        ];
    }
}
