using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>What became of a grant or an account that is not in the import.</summary>
public enum GoneState
{
    /// <summary>It has not ended: it waits for a confirmation, was declined, or the import was a dry run.</summary>
    Open,
    Ended,

    /// <summary>It has changed since the import and was left alone.</summary>
    Changed,
}

/// <summary>A grant or an account that the directory has and an import that is complete for its app does not.</summary>
/// <param name="App">The app.</param>
/// <param name="User">The holder of the grant, or the owner of the account; null: the account has no owner.</param>
/// <param name="Entitlement">Null: the line is about an account.</param>
/// <param name="Account">The account, or the account of the grant; null: the grant names none.</param>
public sealed record GoneLine(AppId App, UserId? User, EntitlementId? Entitlement, AccountId? Account)
{
    /// <summary>The names and the login when the import looked; null: unknown.</summary>
    public string? UserName { get; init; }

    /// <inheritdoc cref="UserName"/>
    public string? EntitlementName { get; init; }

    /// <inheritdoc cref="UserName"/>
    public string? Login { get; init; }

    public GoneState State { get; init; }

    /// <summary>The grant is an additional one, so its key has the account.</summary>
    public bool IsAdditional { get; init; }

    internal AccessKey? Access => User is { } user && Entitlement is { } entitlement ? new(user, entitlement, IsAdditional ? Account : null) : null;
}
