namespace AccessReview.Domain.Directory;

/// <summary>What an app can grant: a role, a group, a licence.</summary>
public sealed record Entitlement
{
    public required EntitlementId Id { get; init; }

    public required AppId AppId { get; init; }

    public required string Name { get; init; }

    /// <summary>The app's own term: role, team, licence, ….</summary>
    public string Type { get; init; } = "";

    public string Description { get; init; } = "";

    public Risk Risk { get; init; }

    public IReadOnlyList<UserId> OwnerIds { get; init; } = [];

    /// <summary>The organization's own groups of entitlements, such as sox.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>It permits to change settings, rights or the data of others.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>It is never removed because nobody answered.</summary>
    public bool IsProtected { get; init; }
}
