using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;

namespace AccessReview.Domain.Campaigns;

/// <summary>The reviewer whom the owner of a campaign chose for an item.</summary>
/// <param name="By">Who chose.</param>
public sealed record ItemAssignment(UserId To, UserId By, string Reason, DateTimeOffset At);

/// <summary>The owner chooses reviewers before the campaign starts. While it is open, the task is reassigned instead.</summary>
public static class ItemAssignments
{
    /// <summary>Why the person cannot become the reviewer of an item whose task is not open yet; null: they can.</summary>
    /// <param name="to">Null: they are not in the directory.</param>
    public static Refusal? WhyNot(FrozenItem item, ItemProgress progress, User? to, Actor by, string? reason)
    {
        if (by.User == item.Subject.User || to?.Id == item.Subject.User)
            return Refusal.OwnAccess;
        if (progress.State != ItemState.Frozen)
            return Refusal.TaskClosed;
        if (PlainText.Clean(reason) is not { } cleaned)
            return Refusal.ReasonRequired;
        if (PlainText.IsTooLong(cleaned))
            return Refusal.TextTooLong;
        return AssigneeSearch.IsEligible(to, item.Subject, []) ? null : Refusal.TargetNotEligible;
    }

    /// <summary>The item with its reviewer. The same choice again changes nothing.</summary>
    public static ItemProgress Assign(ItemProgress item, ItemAssignment assignment) =>
        item.State != ItemState.Frozen || item.Assigned?.To == assignment.To ? item : item with { Assigned = assignment, Reviewers = [assignment.To], NeedsAttention = false };
}
