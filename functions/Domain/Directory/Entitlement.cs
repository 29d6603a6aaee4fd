namespace AccessReview.Domain.Directory;

/// <summary>What an app can give: a role, a group, a licence.</summary>
public sealed record Entitlement
{
    public required EntitlementId Id { get; init; }

    public required AppId AppId { get; init; }

    public required string Name { get; init; }

    /// <summary>As the app calls it: role, team, licence, ….</summary>
    public string Type { get; init; } = "";

    public string Description { get; init; } = "";

    public Risk Risk { get; init; }

    public IReadOnlyList<UserId> OwnerIds { get; init; } = [];
}
