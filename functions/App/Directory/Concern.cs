using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Directory;

/// <summary>Which open tasks a directory change can affect.</summary>
public enum ConcernKind
{
    /// <summary>Tasks assigned to a user, and tasks that a delegate has on their behalf.</summary>
    Assignee,

    /// <summary>As for assignees, and one mail to the delegate afterwards.</summary>
    Absence,

    /// <summary>Tasks about a user.</summary>
    Subject,

    /// <summary>Tasks about an access that a user holds or held.</summary>
    Access,

    /// <summary>Tasks about an app.</summary>
    App,

    /// <summary>Tasks about an entitlement.</summary>
    Entitlement,

    /// <summary>Tasks without an assignee.</summary>
    Lacking,
}

/// <param name="Kind">How the tasks are found.</param>
/// <param name="Id">The user or app; for <see cref="ConcernKind.Lacking"/>: the users who can now be assignees, one per line.</param>
/// <param name="Other">The entitlement; for <see cref="ConcernKind.Absence"/>: the delegate.</param>
public sealed record Concern(ConcernKind Kind, string Id, string? Other = null);

/// <summary>What a change affects, and from when.</summary>
/// <param name="At">When an absence ends; null: at once.</param>
public sealed record ConcernAt(Concern Concern, DateTimeOffset? At = null);

/// <summary>Determines what a change affects. A change that affects no task, such as a time zone, yields nothing.</summary>
internal static class Concerns
{
    public static IEnumerable<ConcernAt> Of(Change<User> change, DateTimeOffset now)
    {
        var (before, after) = (change.Before?.Value, change.After);
        var id = after.Id.Value;
        if (before is not null && (before.IsActive != after.IsActive || before.ManagerId != after.ManagerId || before.Department != after.Department || before.DisplayName != after.DisplayName))
            yield return new(new(ConcernKind.Subject, id));

        var (wasAway, isAway) = (before?.DelegateAt(now), after.DelegateAt(now));
        if (isAway is { } delegateId && isAway != wasAway && after.IsActive)
            yield return new(new(ConcernKind.Absence, id, delegateId.Value));
        else if (wasAway != isAway || (before is not null && (before.IsActive != after.IsActive || before.Roles != after.Roles)))
            yield return new(new(ConcernKind.Assignee, id));
        if (isAway is not null && after.DelegateUntil is { } end && (wasAway != isAway || before?.DelegateUntil != end))
            yield return new(new(ConcernKind.Assignee, id), end);

        if (IsEligible(after) && (!IsEligible(before) || (after.Roles & ~before!.Roles) != 0)) // A user who may be an assignee is not null.
            yield return new(new(ConcernKind.Lacking, id));
    }

    public static IEnumerable<ConcernAt> Of(Change<ConnectedApp> change) =>
        change.Before?.Value is { } before && (before.Name != change.After.Name || !before.OwnerIds.ToHashSet().SetEquals(change.After.OwnerIds)) ? [new(new(ConcernKind.App, before.Id.Value))] : [];

    public static IEnumerable<ConcernAt> Of(Change<Entitlement> change) =>
        change.Before?.Value is { } before && (before.Name != change.After.Name || before.Risk != change.After.Risk || before.IsPrivileged != change.After.IsPrivileged || before.AppId != change.After.AppId || !before.OwnerIds.ToHashSet().SetEquals(change.After.OwnerIds))
            ? [new(new(ConcernKind.Entitlement, before.AppId.Value, before.Id.Value))]
            : [];

    /// <summary>Another owner or type means another reviewer of what the account holds.</summary>
    public static IEnumerable<ConcernAt> Of(Change<Account> change) =>
        change.Before?.Value is { } before && (before.OwnerId != change.After.OwnerId || before.Type != change.After.Type)
            ? [new(new(ConcernKind.Subject, AccountHolder.Of(before.AppId, before.Id).Value))]
            : [];

    /// <summary>Access that has ended needs no decision. Reviewers look again at access whose account, path or end changed.</summary>
    public static IEnumerable<ConcernAt> Of(StoredGrant stored) => Of(stored.Grant, stored.Before);

    private static IEnumerable<ConcernAt> Of(Grant grant, Grant? before) =>
        grant.IsHeld && (before is not { IsHeld: true } || ReliedFacts.Of(grant) == ReliedFacts.Of(before)) ? [] : [new(new(ConcernKind.Access, grant.UserId.Value, grant.EntitlementId.Value))];

    private static bool IsEligible(User? person) => person is { IsActive: true } && !person.Roles.HasFlag(Roles.Auditor);
}
