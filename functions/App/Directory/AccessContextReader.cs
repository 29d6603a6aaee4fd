using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Directory;

/// <summary>Reads what helps a reviewer to judge an access: who else holds it, since when, how it came, when it was last used and reviewed.</summary>
public sealed class AccessContextReader(DirectoryStore directory, TimeProvider clock)
{
    /// <param name="subject">The user, app and entitlement.</param>
    /// <param name="facts">Facts that were just read, so that the grant is not read twice.</param>
    /// <param name="holders">The result of <see cref="HoldersAsync"/>, if it was read before; null: it is read now.</param>
    public async Task<AccessContext> ReadAsync(Subject subject, DirectoryFacts facts, CancellationToken cancellationToken, IReadOnlyList<Grant>? holders = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var grant = facts.Access is { } access ? access.Grant : await directory.FindGrantAsync(subject.User, subject.Entitlement, cancellationToken);
        var others = holders ?? await HoldersAsync(subject, cancellationToken);
        return new AccessContext
        {
            At = clock.GetUtcNow(),
            Grant = grant,
            Others = others.Count,
            OthersOfManager = await CountOfManagerAsync(subject.User, others, cancellationToken),
            LastReviewedAt = others.Append(grant).Max(holder => holder?.LastCertifiedAt),
        };
    }

    /// <summary>The others who hold the access, not more than <see cref="AccessContext.MaxHolders"/>.</summary>
    public async Task<IReadOnlyList<Grant>> HoldersAsync(Subject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return await directory.HoldersAsync(subject.Entitlement, null, cancellationToken)
            .Where(holder => holder.IsHeld && holder.UserId != subject.User)
            .Take(AccessContext.MaxHolders)
            .ToListAsync(cancellationToken);
    }

    private async Task<int?> CountOfManagerAsync(UserId person, IReadOnlyList<Grant> others, CancellationToken cancellationToken)
    {
        if (others.Count == AccessContext.MaxHolders || await directory.FindUserAsync(person, cancellationToken) is not { ManagerId: { } manager })
            return null;
        var people = await directory.FindUsersAsync(others.Select(holder => holder.UserId), cancellationToken);
        return people.Count(other => other.ManagerId == manager);
    }
}
