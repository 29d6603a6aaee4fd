namespace AccessReview.Domain.Directory;

/// <summary>
/// What the rules may know of the directory when they judge one command: the owners and admins, and every person who
/// could come up (subject, assignees, their managers and delegates, owners, admins).
/// </summary>
public sealed record DirectoryFacts
{
    public static DirectoryFacts None { get; } = new();

    public IReadOnlyDictionary<UserId, User> People { get; init; } = new Dictionary<UserId, User>();

    public IReadOnlyList<UserId> AppOwners { get; init; } = [];

    public IReadOnlyList<UserId> EntitlementOwners { get; init; } = [];

    public IReadOnlyList<UserId> Admins { get; init; } = [];

    /// <summary>What is true now of the access that the task is about; null: nobody looked it up.</summary>
    public AccessFacts? Access { get; init; }

    public User? Find(UserId id) => People.GetValueOrDefault(id);
}
