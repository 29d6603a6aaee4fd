using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory;

/// <summary>Which open tasks a change of the directory may concern.</summary>
public enum ConcernKind
{
    /// <summary>Those that a person has, and those that somebody has in their place.</summary>
    Assignee,

    /// <summary>The same, and then one mail to whoever decides for the person.</summary>
    Absence,

    /// <summary>Those about a person.</summary>
    Subject,

    /// <summary>Those about what a person holds or held.</summary>
    Access,

    /// <summary>Those about an app.</summary>
    App,

    /// <summary>Those about an entitlement.</summary>
    Entitlement,

    /// <summary>Those that lack somebody to decide them.</summary>
    Lacking,
}

/// <param name="Kind">How the tasks are found.</param>
/// <param name="Id">The person, or the app; of <see cref="ConcernKind.Lacking"/>: those who may be asked from now on, a line each.</param>
/// <param name="Other">The entitlement; of <see cref="ConcernKind.Absence"/>: who decides.</param>
public sealed record Concern(ConcernKind Kind, string Id, string? Other = null);

/// <summary>What a change concerns, and from when on.</summary>
/// <param name="At">Null: at once. Else when an absence ends.</param>
public sealed record ConcernAt(Concern Concern, DateTimeOffset? At = null);

/// <summary>Derives from a change what it concerns. What concerns no task, such as a time zone, leads to nothing.</summary>
internal static class Concerns
{
    public static IEnumerable<ConcernAt> Of(Change<User> change, DateTimeOffset now)
    {
        var (before, after) = (change.Before?.Value, change.After);
        var id = after.Id.Value;
        if (before is not null && (before.IsActive != after.IsActive || before.ManagerId != after.ManagerId || before.DisplayName != after.DisplayName))
            yield return new(new(ConcernKind.Subject, id));

        var (wasAway, isAway) = (before?.DelegateAt(now), after.DelegateAt(now));
        if (isAway is { } standIn && isAway != wasAway && after.IsActive)
            yield return new(new(ConcernKind.Absence, id, standIn.Value));
        else if (wasAway != isAway || (before is not null && (before.IsActive != after.IsActive || before.Roles != after.Roles)))
            yield return new(new(ConcernKind.Assignee, id));
        if (isAway is not null && after.DelegateUntil is { } end && (wasAway != isAway || before?.DelegateUntil != end))
            yield return new(new(ConcernKind.Assignee, id), end);

        if (MayBeAsked(after) && (!MayBeAsked(before) || (after.Roles & ~before!.Roles) != 0)) // Whoever may be asked is somebody.
            yield return new(new(ConcernKind.Lacking, id));
    }

    public static IEnumerable<ConcernAt> Of(Change<ConnectedApp> change) =>
        change.Before?.Value is { } before && (before.Name != change.After.Name || !before.OwnerIds.ToHashSet().SetEquals(change.After.OwnerIds)) ? [new(new(ConcernKind.App, before.Id.Value))] : [];

    public static IEnumerable<ConcernAt> Of(Change<Entitlement> change) =>
        change.Before?.Value is { } before && (before.Name != change.After.Name || before.Risk != change.After.Risk || before.AppId != change.After.AppId || !before.OwnerIds.ToHashSet().SetEquals(change.After.OwnerIds))
            ? [new(new(ConcernKind.Entitlement, before.AppId.Value, before.Id.Value))]
            : [];

    /// <summary>Access that has ended leaves nothing to decide.</summary>
    public static IEnumerable<ConcernAt> Of(Grant grant) =>
        grant.IsHeld ? [] : [new(new(ConcernKind.Access, grant.UserId.Value, grant.EntitlementId.Value))];

    private static bool MayBeAsked(User? person) => person is { IsActive: true } && !person.Roles.HasFlag(Roles.Auditor);
}
