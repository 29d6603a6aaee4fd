using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Directory;

/// <summary>Inherited access: through which entitlements it is held.</summary>
public sealed partial class DirectoryStore
{
    /// <summary>The holder's grants of the path, from the nearest to the source; empty: the grant is held directly.</summary>
    /// <returns>The entitlements of the path, and the grants of it that the directory has.</returns>
    internal async Task<(IReadOnlyList<GrantingEntitlement> Path, IReadOnlyList<Grant> Grants)> PathOfAsync(Grant? grant, CancellationToken cancellationToken)
    {
        var (path, grants) = (new List<GrantingEntitlement>(), new List<Grant>());
        for (var step = grant; AccessPath.ThroughOf(step) is { } through && path.Count < AccessPath.MaxLength;)
        {
            if (through == grant!.EntitlementId || path.Any(known => known.Id == through)) // A grant with a path is not null.
                break;
            path.Add(new(through, (await FindEntitlementAsync(through, cancellationToken))?.Name ?? through.Value));
            step = await FindGrantAsync(grant.UserId, through, cancellationToken);
            if (step is not null)
                grants.Add(step);
        }

        return (path, grants);
    }

    /// <summary>The subject with the path of its access.</summary>
    internal async Task<Subject> WithPathAsync(Subject subject, Grant? grant, CancellationToken cancellationToken) =>
        AccessPath.ThroughOf(grant) is null ? subject : subject with { Through = (await PathOfAsync(grant, cancellationToken)).Path };
}
