namespace AccessReview.Domain.Directory;

/// <summary>What an account is for.</summary>
public enum AccountType
{
    /// <summary>A person signs in with it for their usual work.</summary>
    Personal,

    /// <summary>A person signs in with it for administration.</summary>
    Admin,

    /// <summary>A program uses it.</summary>
    Service,

    /// <summary>Several people use it.</summary>
    Shared,
}

public enum AccountStatus
{
    Active,
    Disabled,
}

/// <summary>A login at an app. An identifier is unique within its app. A user may have several accounts at one app.</summary>
public sealed record Account
{
    public required AppId AppId { get; init; }

    public required AccountId Id { get; init; }

    /// <summary>The name that is entered to sign in.</summary>
    public required string Login { get; init; }

    public AccountType Type { get; init; }

    /// <summary>The user whose account it is, or who is responsible for a service or shared account; null: nobody.</summary>
    public UserId? OwnerId { get; init; }

    public AccountStatus Status { get; init; }

    /// <summary>Null: unknown.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When an import that has all accounts of the app no longer had it; null: the app has it.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}
