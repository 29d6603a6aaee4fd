namespace AccessReview.Domain.Directory;

/// <summary>How an app's access is changed.</summary>
public enum Connector
{
    /// <summary>A person changes the access, as a task.</summary>
    Manual,
}

/// <summary>An application with its owners. The name is not "App" because a project here has that name.</summary>
public sealed record ConnectedApp
{
    public required AppId Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<UserId> OwnerIds { get; init; } = [];

    public Connector Connector { get; init; } = Connector.Manual;
}
