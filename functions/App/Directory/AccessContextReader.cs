using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Directory;

/// <summary>Reads what helps a reviewer to judge an access: who else holds it, since when, how it came, when it was last used and reviewed.</summary>
public sealed class AccessContextReader(DirectoryStore directory, RecentHolders recent, TimeProvider clock)
{
    /// <param name="subject">The user, app and entitlement.</param>
    /// <param name="facts">Facts that were just read, so that the grant is not read twice.</param>
    /// <param name="holders">The result of <see cref="HoldersAsync"/>, if it was read before; null: it is read now.</param>
    public async Task<AccessContext> ReadAsync(Subject subject, DirectoryFacts facts, CancellationToken cancellationToken, IReadOnlyList<Grant>? holders = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(facts);
        var grant = facts.Access is { } access ? access.Grant : await directory.FindGrantAsync(subject.ToAccessKey(), cancellationToken);
        var others = holders ?? await HoldersAsync(subject, cancellationToken);
        var user = facts.Find(subject.User) ?? await directory.FindUserAsync(subject.User, cancellationToken);
        return new AccessContext
        {
            At = clock.GetUtcNow(),
            Grant = grant,
            Others = others.Count,
            OthersOfManager = await CountOfManagerAsync(user, others, cancellationToken),
            LastReviewedAt = others.Append(grant).Max(holder => holder?.LastCertifiedAt),
            Permits = facts.Access?.Entitlement?.Description is { Length: > 0 } description ? description : null,
            HasLeft = user is { IsActive: false },
            IsUsageKnown = others.Append(grant).Any(holder => holder?.LastUsedAt is not null),
        };
    }

    /// <summary>The same for lists and links: who else holds it may be up to <see cref="RecentHolders.Lifetime"/> old. A decision reads it anew.</summary>
    public async Task<AccessContext> ReadRecentAsync(Subject subject, DirectoryFacts facts, CancellationToken cancellationToken) =>
        await ReadAsync(subject, facts, cancellationToken, await RecentHoldersAsync(subject, cancellationToken));

    /// <summary>The others who hold the access, not more than <see cref="AccessContext.MaxHolders"/>.</summary>
    public async Task<IReadOnlyList<Grant>> HoldersAsync(Subject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return OthersIn(await recent.ReadAsync(directory, subject.Entitlement, cancellationToken), subject.User);
    }

    /// <summary>The same, up to <see cref="RecentHolders.Lifetime"/> ago: enough for lists and notifications, but not for a decision.</summary>
    public async Task<IReadOnlyList<Grant>> RecentHoldersAsync(Subject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return OthersIn(await recent.RecallAsync(directory, subject.Entitlement, cancellationToken), subject.User);
    }

    private static IReadOnlyList<Grant> OthersIn(IReadOnlyList<Grant> holders, UserId person) =>
        [.. holders.Where(holder => holder.UserId != person).DistinctBy(holder => holder.UserId).Take(AccessContext.MaxHolders)];

    private async Task<int?> CountOfManagerAsync(User? person, IReadOnlyList<Grant> others, CancellationToken cancellationToken)
    {
        if (others.Count == AccessContext.MaxHolders || person is not { ManagerId: { } manager })
            return null;
        var people = await directory.FindUsersAsync(others.Select(holder => holder.UserId), cancellationToken);
        return people.Count(other => other.IsActive && other.ManagerId == manager);
    }
}
