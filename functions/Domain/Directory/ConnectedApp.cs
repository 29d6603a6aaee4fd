namespace AccessReview.Domain.Directory;

/// <summary>How an app's access is changed.</summary>
public enum Connector
{
    /// <summary>A person does it, asked by a task.</summary>
    Manual,
}

/// <summary>An application, with the people who answer for it. Not "App": that is the name of a project here.</summary>
public sealed record ConnectedApp
{
    public required AppId Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<UserId> OwnerIds { get; init; } = [];

    public Connector Connector { get; init; } = Connector.Manual;
}
