namespace AccessReview.Domain.Directory;

/// <summary>
/// The directory data that the rules may use for one command: owners, admins, and every user who can be involved
/// (subject, assignees, their managers and delegates, owners, admins).
/// </summary>
public sealed record DirectoryFacts
{
    public static DirectoryFacts None { get; } = new();

    public IReadOnlyDictionary<UserId, User> People { get; init; } = new Dictionary<UserId, User>();

    public IReadOnlyList<UserId> AppOwners { get; init; } = [];

    public IReadOnlyList<UserId> EntitlementOwners { get; init; } = [];

    public IReadOnlyList<UserId> Admins { get; init; } = [];

    /// <summary>The current state of the access that the task is about; null: it was not loaded.</summary>
    public AccessFacts? Access { get; init; }

    /// <summary>The account with which the access is held; null: none, or the directory does not know it.</summary>
    public Account? Account { get; init; }

    public User? Find(UserId id) => People.GetValueOrDefault(id);
}
