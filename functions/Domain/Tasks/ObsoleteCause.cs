namespace AccessReview.Domain.Tasks;

/// <summary>Why a task has nothing left to decide.</summary>
public enum ObsoleteCause
{
    /// <summary>The user has left the organization or is no longer in the directory.</summary>
    SubjectInactive,

    /// <summary>The requested end of the access has passed.</summary>
    EndPassed,

    /// <summary>The user already has the access that is to be granted.</summary>
    AlreadyHeld,

    /// <summary>The user does not have the access that is to be kept or removed.</summary>
    NotHeld,

    /// <summary>The entitlement is no longer in the directory.</summary>
    EntitlementGone,

    /// <summary>The access was to be removed at its end date, and that date was moved to a later one.</summary>
    EndMoved,
}
