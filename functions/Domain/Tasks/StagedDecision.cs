using System.Diagnostics;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>A decision that is recorded but has no effect yet. It can be changed until its reviewer signs off or the campaign closes.</summary>
/// <param name="By">Who decided, and how they proved who they are.</param>
/// <param name="OnBehalfOf">The assignee whose delegate decided; null: none.</param>
/// <param name="IsOverride">An admin who is not an assignee decided.</param>
public sealed record StagedDecision(Decision Decision, string? Reason, DateTimeOffset At, Actor By, bool IsOverride, UserId? OnBehalfOf)
{
    /// <summary>The version of its event in the task's history.</summary>
    public long Version { get; init; }

    /// <summary>What was known of the access at that time.</summary>
    public AccessContext? Access { get; init; }

    /// <inheritdoc cref="TaskEvent.Decided.RaisedRisk"/>
    public RaisedRisk? RaisedRisk { get; init; }

    /// <inheritdoc cref="TaskEvent.Decided.Terms"/>
    public CertificationTerms? Terms { get; init; }

    /// <summary>The call that made it together with others; null: it was made alone.</summary>
    public BulkCall? Bulk { get; init; }

    /// <inheritdoc cref="TaskEvent.Decided.IsTogether"/>
    public bool? IsTogether { get; init; }

    /// <summary>Why it could not take effect when its reviewer signed off; null: it waits for the sign-off.</summary>
    public ObsoleteCause? NeedsLook { get; init; }

    /// <summary>The access has changed since, so that the decision must be confirmed.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The reviewer must decide again before the sign-off.</summary>
    public bool MustBeConfirmed => NeedsLook is not null || IsOutdated;

    public UserId Person => By.User ?? throw new UnreachableException("Only people decide.");

    /// <summary>Returns whether it is the decision of <paramref name="person"/>: made by them or on their behalf.</summary>
    public bool IsOf(UserId person) => Person == person || OnBehalfOf == person;

    /// <summary>Returns whether it stays when these people become the assignees: it is the decision of one of them, or of an administrator.</summary>
    internal bool StaysWith(IEnumerable<Assignee> assignees) => IsOverride || assignees.Any(assignee => assignee.User == (OnBehalfOf ?? Person) || assignee.User == Person);
}
