using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;

namespace AccessReview.Domain.Tasks;

/// <summary>Why a task cannot be opened directly.</summary>
public enum OpeningRefusal
{
    /// <summary>Tasks of this kind follow from requests and decisions.</summary>
    WrongKind,
    TextTooLong,

    /// <summary>The user does not have the entitlement.</summary>
    NotHeld,
}

/// <summary>Which tasks people may open directly, and when. The other kinds follow from requests and decisions.</summary>
public static class DirectOpening
{
    /// <summary>Returns what is wrong with the order itself; null: nothing.</summary>
    public static OpeningRefusal? Judge(TaskKind kind, string? reason)
    {
        if (!MayBeOpened(kind))
            return OpeningRefusal.WrongKind;
        return PlainText.IsTooLong(PlainText.Clean(reason)) ? OpeningRefusal.TextTooLong : null;
    }

    /// <summary>Returns whether a page asks for a reason: for the removal of another person's access.</summary>
    public static bool NeedsReason(TaskKind kind, UserId? subject, UserId requester) => kind == TaskKind.Revocation && subject != requester;

    /// <summary>What the user who opens a task of this kind must be allowed to do.</summary>
    public static OpeningAction ActionOf(TaskKind kind) => kind == TaskKind.Revocation ? OpeningAction.RequestRemoval : OpeningAction.ReviewAccess;

    /// <summary>Returns why there is nothing to review or to remove; null: the subject has the access.</summary>
    public static OpeningRefusal? Judge(Grant? grant) => grant is { IsHeld: true } ? null : OpeningRefusal.NotHeld;

    /// <summary>Returns the open task that a new one of this kind would repeat; null: there is none.</summary>
    /// <param name="kind">The kind of the new task.</param>
    /// <param name="about">Tasks about the same user and entitlement.</param>
    /// <param name="account">The account of the grant. A task about a grant with another account is about other access.</param>
    public static ReviewTask? FindOpen(TaskKind kind, IEnumerable<ReviewTask> about, AccountId? account = null) =>
        about.FirstOrDefault(task => task.IsOpen && task.Kind == kind && (account is null || task.Subject.Account is not { } other || other == account));

    private static bool MayBeOpened(TaskKind kind) => kind switch
    {
        TaskKind.Certification or TaskKind.Revocation => true,
        TaskKind.Approval or TaskKind.Provisioning or TaskKind.Deprovisioning => false,
    };
}
