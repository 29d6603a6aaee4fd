using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>What a reviewer relies on.</summary>
public enum ReliedFact
{
    Risk,
    Privileged,

    /// <summary>What the access comes through.</summary>
    Path,
    Account,

    /// <summary>When the access ends.</summary>
    End,
    Manager,
    Department,

    /// <summary>Whether the person is still in the organization.</summary>
    Active,
}

/// <summary>A change of an access while its review is open.</summary>
/// <param name="From">The value before, as the directory has it; null: none.</param>
/// <param name="To">The value after; null: none.</param>
public sealed record AccessChange(ReliedFact What, string? From, string? To, DateTimeOffset At);

public sealed record ReliedPerson(UserId? Manager, string? ManagerName, string? Department, bool IsActive);

public sealed record ReliedEntitlement(Risk Risk, bool IsPrivileged);

public sealed record ReliedGrant(string? Path, AccountId? Account, DateTimeOffset? Until);

/// <summary>The facts about an access that a reviewer relies on. What the directory does not know is not compared.</summary>
public sealed record ReliedFacts
{
    public ReliedPerson? Person { get; init; }

    public ReliedEntitlement? Entitlement { get; init; }

    public ReliedGrant? Grant { get; init; }

    /// <summary>The facts now.</summary>
    public static ReliedFacts Of(Subject subject, DirectoryFacts facts) => new()
    {
        Person = facts.Find(subject.User) is { } person
            ? new ReliedPerson(person.ManagerId, person.ManagerId is { } manager ? facts.Find(manager)?.DisplayName : null, person.Department, person.IsActive)
            : null,
        Entitlement = facts.Access?.Entitlement is { } entitlement ? new ReliedEntitlement(entitlement.Risk, entitlement.IsPrivileged) : null,
        Grant = facts.Access?.Grant is { IsHeld: true } grant ? Of(grant) : null,
    };

    public static ReliedGrant Of(Grant grant) => new(grant.Through, grant.AccountId, grant.Until);

    /// <summary>These facts, with those that are known now.</summary>
    public ReliedFacts Update(ReliedFacts now) => new() { Person = now.Person ?? Person, Entitlement = now.Entitlement ?? Entitlement, Grant = now.Grant ?? Grant };

    public IReadOnlyList<AccessChange> ChangesTo(ReliedFacts now, DateTimeOffset at) => [.. Compare(now, at).Where(change => change.From != change.To)];

    private IEnumerable<AccessChange> Compare(ReliedFacts now, DateTimeOffset at)
    {
        if (Entitlement is { } entitlement && now.Entitlement is { } current)
        {
            yield return new(ReliedFact.Risk, $"{entitlement.Risk}", $"{current.Risk}", at);
            yield return new(ReliedFact.Privileged, Text(entitlement.IsPrivileged), Text(current.IsPrivileged), at);
        }

        if (Grant is { } grant && now.Grant is { } held)
        {
            yield return new(ReliedFact.Path, grant.Path, held.Path, at);
            yield return new(ReliedFact.Account, grant.Account?.Value, held.Account?.Value, at);
            yield return new(ReliedFact.End, Text(grant.Until), Text(held.Until), at);
        }

        if (Person is not { } person || now.Person is not { } known)
            yield break;
        // Two managers can have one name.
        if (person.Manager != known.Manager)
        {
            var (from, to) = (person.ManagerName ?? person.Manager?.Value, known.ManagerName ?? known.Manager?.Value);
            yield return from == to ? new(ReliedFact.Manager, person.Manager?.Value, known.Manager?.Value, at) : new(ReliedFact.Manager, from, to, at);
        }

        yield return new(ReliedFact.Department, person.Department, known.Department, at);
        yield return new(ReliedFact.Active, Text(person.IsActive), Text(known.IsActive), at);
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string? Text(DateTimeOffset? value) => value?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
