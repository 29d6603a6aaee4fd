using AccessReview.Domain.Authorization;

namespace AccessReview.Domain.Directory;

/// <summary>A person in the directory.</summary>
public sealed record User
{
    public required UserId Id { get; init; }

    public required string Email { get; init; }

    public required string DisplayName { get; init; }

    public UserId? ManagerId { get; init; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>BCP 47 tag; null: not known, so that their browser's word counts.</summary>
    public string? Locale { get; init; }

    /// <summary>Who has left the organization is not active: nothing is assigned to them any more.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Who stands in while this person is out of office.</summary>
    public UserId? DelegateId { get; init; }

    /// <summary>The last moment that they are away; null: until told otherwise.</summary>
    public DateTimeOffset? DelegateUntil { get; init; }

    /// <summary>The person has said themselves who stands in: what a file says about it no longer counts.</summary>
    public bool OwnsDelegate { get; init; }

    public Roles Roles { get; init; }

    /// <summary>
    /// Counts the changes of address, roles and status: what was given to the person under another count opens nothing any
    /// more. Rows of earlier builds hold none, which is 0.
    /// </summary>
    public int SecurityStamp { get; init; }

    /// <summary>This person as they are to be written over <paramref name="before"/>: with the stamp that then is theirs.</summary>
    /// <param name="before">Null: they are new.</param>
    public User Following(User? before) =>
        before is null ? this : this with { SecurityStamp = HasStandingOf(before) ? before.SecurityStamp : before.SecurityStamp + 1 };

    /// <summary>Who stands in at <paramref name="now"/>, if anybody.</summary>
    public UserId? DelegateAt(DateTimeOffset now) =>
        DelegateId is { } standIn && standIn != Id && (DelegateUntil is null || DelegateUntil > now) ? standIn : null;

    private bool HasStandingOf(User other) =>
        string.Equals(Email.Trim(), other.Email.Trim(), StringComparison.OrdinalIgnoreCase)
        && Roles == other.Roles
        && IsActive == other.IsActive;
}
