using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;

namespace AccessReview.Domain.Requests;

/// <summary>Why a request was refused.</summary>
public enum RequestRefusal
{
    UnknownUser,
    UnknownEntitlement,
    InactiveUser,
    AlreadyHeld,
    AlreadyPending,
    ReasonRequired,
    TextTooLong,
    EndInPast,
    ReadOnlyRole,

    /// <summary>The access is held or already requested. The requester may not know which.</summary>
    NotRequestable,
}

public static class RequestRules
{
    /// <summary>Returns why the request is refused; null: it may go to its approver.</summary>
    public static RequestRefusal? Judge(AccessRequest request, Roles roles, User? subject, Entitlement? entitlement, Grant? held, AccessRequest? underWay)
    {
        if (roles.HasFlag(Roles.Auditor) && request.For != request.RequestedBy)
            return RequestRefusal.ReadOnlyRole;
        if (subject is null)
            return RequestRefusal.UnknownUser;
        if (entitlement is null)
            return RequestRefusal.UnknownEntitlement;
        if (!subject.IsActive)
            return RequestRefusal.InactiveUser;
        if (PlainText.Clean(request.Reason) is not { } reason)
            return RequestRefusal.ReasonRequired;
        if (PlainText.IsTooLong(reason))
            return RequestRefusal.TextTooLong;
        if (request.Until <= request.RequestedAt)
            return RequestRefusal.EndInPast;
        if (held is { IsHeld: true })
            return RequestRefusal.AlreadyHeld;
        return underWay is { IsUnderWay: true } ? RequestRefusal.AlreadyPending : null;
    }

    /// <summary>
    /// The refusal that the requester may see. Another user's access or requests are shown only to those who may read
    /// that user's access, and to the requester of the pending request.
    /// </summary>
    public static RequestRefusal Disclosable(RequestRefusal why, AccessRequest request, Roles roles, User? subject, AccessRequest? underWay)
    {
        var isTheirOwn = why == RequestRefusal.AlreadyPending && underWay?.RequestedBy == request.RequestedBy;
        var mayRead = subject is not null && PersonTable.Allows(PersonAction.ReadAccess, request.RequestedBy, roles, subject);
        return !RevealsAccess(why) || isTheirOwn || mayRead ? why : RequestRefusal.NotRequestable;
    }

    private static bool RevealsAccess(RequestRefusal why) => why switch
    {
        RequestRefusal.AlreadyHeld or RequestRefusal.AlreadyPending => true,
        RequestRefusal.UnknownUser or RequestRefusal.UnknownEntitlement or RequestRefusal.InactiveUser or RequestRefusal.ReasonRequired
            or RequestRefusal.TextTooLong or RequestRefusal.EndInPast or RequestRefusal.ReadOnlyRole or RequestRefusal.NotRequestable => false,
    };

    /// <summary>Returns whether <paramref name="reader"/> may read the request: as its requester, or because they may read its subject's
    /// access.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="roles">All roles of the reader.</param>
    /// <param name="subject">The user whom it is for; null: no longer in the directory.</param>
    public static bool MayRead(AccessRequest request, UserId reader, Roles roles, User? subject)
    {
        var relations = subject is not null ? PersonTable.RelationsOf(reader, subject)
            : request.For == reader ? RelationsToPerson.Self
            : RelationsToPerson.None;
        return request.RequestedBy == reader || PersonTable.Allows(PersonAction.ReadAccess, roles, relations);
    }

    /// <summary>Returns whether the user may withdraw the request. The rule is the same as for its task, which may not exist yet.</summary>
    public static bool MayWithdraw(AccessRequest request, UserId person, Roles roles)
    {
        var relations = (request.RequestedBy == person ? Relations.Requester : Relations.None) | (request.For == person ? Relations.Subject : Relations.None);
        return request.IsUnderWay && AccessTable.Allows(TaskAction.Cancel, ReviewState.Open, roles, relations);
    }

    /// <summary>The next task of the request's case after <paramref name="task"/>; null: there is none yet.</summary>
    public static TaskId? TaskAfter(ReviewTask task) =>
        task.RetriedBy ?? (task is { Kind: TaskKind.Approval, Outcome: Outcome.Approved } ? Settlement.FollowUpOf(task, TaskKind.Provisioning) : null);

    /// <summary>The request's status that follows from the state of <paramref name="task"/>.</summary>
    public static RequestState StateAfter(ReviewTask task) => (task.Kind, task.Outcome) switch
    {
        (TaskKind.Approval, null) => RequestState.Pending,
        (TaskKind.Approval, Outcome.Approved) or (_, null) => RequestState.Provisioning,
        (TaskKind.Approval, Outcome.Denied) => RequestState.Denied,
        (TaskKind.Approval, Outcome.NoResponse) => RequestState.Expired,
        (_, Outcome.Completed) => RequestState.Granted,
        (_, Outcome.Cancelled) => RequestState.Cancelled,
        (_, Outcome.Obsolete) => RequestState.Obsolete,
        _ => RequestState.Failed,
    };
}
