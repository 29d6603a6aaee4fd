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
}
