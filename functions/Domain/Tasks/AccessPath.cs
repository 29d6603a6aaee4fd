using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>An entitlement that grants another one, with its name when the task was opened.</summary>
public sealed record GrantingEntitlement(EntitlementId Id, string Name);

/// <summary>
/// The entitlements through which inherited access is held, from the nearest to the source. The source is the one that the person holds
/// directly, so only its removal removes the access.
/// </summary>
public static class AccessPath
{
    /// <summary>Longer paths are cut. A path that leads back to itself ends before it does.</summary>
    public const int MaxLength = 10;

    /// <summary>The entitlement through which the grant is held; null: it is held directly.</summary>
    public static EntitlementId? ThroughOf(Grant? grant) =>
        grant is { Origin: GrantOrigin.Inherited, Through: { Length: > 0 } through } && through != grant.EntitlementId.Value ? EntitlementId.From(through) : null;

    /// <summary>The access whose removal removes the grant: the last held access of its path; the grant itself if it is held directly.</summary>
    /// <param name="path">The holder's grants of the entitlements of the path, from the nearest to the source.</param>
    public static AccessKey SourceOf(Grant grant, IReadOnlyList<Grant> path) => AccessKey.Of(path.LastOrDefault(step => step.IsHeld) ?? grant);
}
