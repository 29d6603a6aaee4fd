namespace AccessReview.Domain.Tasks;

/// <summary>Why a task has nothing left to decide.</summary>
public enum ObsoleteCause
{
    /// <summary>The person has left the organization, or is no longer in the directory.</summary>
    SubjectInactive,

    /// <summary>The access was wanted until a time that is over.</summary>
    EndPassed,

    /// <summary>The person holds the access that is to be granted.</summary>
    AlreadyHeld,

    /// <summary>The person does not hold the access that is to be kept or removed.</summary>
    NotHeld,

    /// <summary>The entitlement is no longer in the directory.</summary>
    EntitlementGone,

    /// <summary>The access was to be removed at its end, and has a later end now.</summary>
    EndMoved,
}
