using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>What happens to the access of a person who has left the organization.</summary>
public static class LeaverRules
{
    /// <summary>
    /// The access for which the system opens a revocation. Access whose removal is open, or has failed and can be retried, is left out.
    /// </summary>
    /// <param name="person">Null: not in the directory, so nobody said that they have left.</param>
    /// <param name="grants">What the person holds or held.</param>
    /// <param name="open">The open tasks about the person's access.</param>
    public static IReadOnlyList<Grant> ToRevoke(User? person, IReadOnlyList<Grant> grants, IReadOnlyList<ReviewTask> open)
    {
        if (person is not { IsActive: false })
            return [];
        // Inherited access goes with the access that grants it.
        var held = grants.Where(grant => grant.IsHeld).Select(grant => (EntitlementId?)grant.EntitlementId).ToHashSet();
        return [.. grants.Where(grant => grant.State == GrantState.Active && !(AccessPath.ThroughOf(grant) is { } through && held.Contains(through)) && !IsBeingRemoved(grant, open))];
    }

    /// <summary>The id of the revocation. If the person comes back and leaves again, it is another one.</summary>
    public static TaskId TaskOf(User person, Grant grant)
    {
        ArgumentNullException.ThrowIfNull(person);
        return TaskId.Derive($"{AccessKey.Of(grant)}\n{person.SecurityStamp}", "Leaver");
    }

    private static bool IsBeingRemoved(Grant grant, IReadOnlyList<ReviewTask> open)
    {
        var about = open.Where(task => task.Subject.Entitlement == grant.EntitlementId).ToList();
        return DirectOpening.FindOpen(TaskKind.Revocation, about, grant.AccountId) is not null || DirectOpening.FindOpen(TaskKind.Deprovisioning, about, grant.AccountId) is not null;
    }
}
