using System.Runtime.CompilerServices;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Requests;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Setup;

/// <summary>
/// Chooses users and entitlements for one task of each kind in any organization, and for a small review in the sample
/// organization. The choice is the same each time.
/// </summary>
public sealed class SampleCases(DirectoryStore directory)
{
    /// <summary>The size of the small review: enough for a list with different evidence, few enough to finish.</summary>
    private const int MaxReviews = 10;

    private const int MaxHoldersEach = 2;

    internal async IAsyncEnumerable<TaskToOpen> FindAsync(string import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var grants = new Queue<Grant>(await GrantsAsync(3, cancellationToken));
        var wishes = new Queue<(User Person, Entitlement Entitlement)>(await WishesAsync(2, cancellationToken));
        if (grants.TryDequeue(out var certified))
            yield return Of(import, TaskKind.Certification, certified.UserId, certified.EntitlementId, null, null);
        if (wishes.TryDequeue(out var wanted))
            yield return Of(import, TaskKind.Approval, wanted.Person.Id, wanted.Entitlement.Id, wanted.Person.Id, "I take over from a colleague next month.");
        if (wishes.TryDequeue(out var granted))
            yield return Of(import, TaskKind.Provisioning, granted.Person.Id, granted.Entitlement.Id, granted.Person.Id, "For the project that starts on Monday.");
        if (grants.TryDequeue(out var doubted))
            yield return Of(import, TaskKind.Revocation, doubted.UserId, doubted.EntitlementId, null, "Not used for a long time.");
        if (grants.TryDequeue(out var ended))
            yield return Of(import, TaskKind.Deprovisioning, ended.UserId, ended.EntitlementId, null, "Changed to another department.");
    }

    /// <summary>Certifications of access to the apps that the sample reviewer owns; none in another organization.</summary>
    internal async IAsyncEnumerable<TaskToOpen> ReviewsAsync(string import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isTaken = (await GrantsAsync(3, cancellationToken)).Select(grant => (grant.UserId, grant.EntitlementId)).ToHashSet();
        var count = 0;
        await foreach (var app in directory.AppsAsync(null, null, cancellationToken).Where(app => app.Value.OwnerIds.Contains(SamplePeople.Reviewer)))
        {
            await foreach (var entitlement in directory.EntitlementsOfAsync(app.Value.Id, null, null, cancellationToken))
            {
                var holders = directory.HoldersAsync(entitlement.Value.Id, null, cancellationToken)
                    .Where(grant => grant.IsHeld && grant.UserId != SamplePeople.Reviewer && !isTaken.Contains((grant.UserId, grant.EntitlementId)));
                await foreach (var grant in holders.Take(MaxHoldersEach).Take(MaxReviews - count))
                {
                    count++;
                    yield return Review(import, grant);
                }
            }
        }
    }

    private static TaskToOpen Review(string import, Grant grant)
    {
        var origin = RequestKeys.CaseFor(UserId.From(import), $"sample review {grant.UserId} {grant.EntitlementId}");
        var id = TaskId.Derive(origin.Value, nameof(TaskKind.Certification));
        return new TaskToOpen(id, TaskKind.Certification, grant.UserId, grant.EntitlementId, origin, Actor.System);
    }

    private static TaskToOpen Of(string import, TaskKind kind, UserId user, EntitlementId entitlement, UserId? requestedBy, string? reason)
    {
        var origin = RequestKeys.CaseFor(UserId.From(import), $"sample {kind}");
        var id = kind == TaskKind.Approval ? RequestFor(origin, user, entitlement).ApprovalTask : TaskId.Derive(origin.Value, kind.ToString());
        return new TaskToOpen(id, kind, user, entitlement, origin, Actor.System) { RequestedBy = requestedBy, Reason = reason };
    }

    private static AccessRequest RequestFor(CaseId origin, UserId user, EntitlementId entitlement) =>
        new() { Case = origin, RequestedBy = user, For = user, Entitlement = entitlement, Reason = "", RequestedAt = DateTimeOffset.UnixEpoch };

    /// <summary>Returns grants of different users and entitlements.</summary>
    private async Task<IReadOnlyList<Grant>> GrantsAsync(int count, CancellationToken cancellationToken)
    {
        var found = new List<Grant>();
        await foreach (var entitlement in directory.EntitlementsAsync(null, null, cancellationToken))
        {
            await foreach (var grant in directory.HoldersAsync(entitlement.Value.Id, null, cancellationToken))
            {
                if (!grant.IsHeld || found.Exists(other => other.UserId == grant.UserId) || entitlement.Value.OwnerIds.Contains(grant.UserId))
                    continue;
                found.Add(grant);
                break;
            }

            if (found.Count == count)
                break;
        }

        return found;
    }

    /// <summary>Returns users, preferably with a manager, and entitlements that they do not hold.</summary>
    private async Task<IReadOnlyList<(User Person, Entitlement Entitlement)>> WishesAsync(int count, CancellationToken cancellationToken)
    {
        var entitlements = await directory.EntitlementsAsync(null, null, cancellationToken).Take(50).Select(found => found.Value).ToListAsync(cancellationToken);
        var people = await directory.UsersAsync(null, null, cancellationToken).Select(found => found.Value).Where(person => person.IsActive).Take(50).ToListAsync(cancellationToken);
        var found = new List<(User, Entitlement)>();
        foreach (var person in people.OrderBy(person => person.ManagerId is null))
        {
            var held = (await directory.GrantsOfUserAsync(person.Id, cancellationToken)).Select(grant => grant.EntitlementId).ToHashSet();
            if (entitlements.Find(entitlement => !held.Contains(entitlement.Id)) is { } wish)
                found.Add((person, wish));
            if (found.Count == count)
                break;
        }

        return found;
    }
}
