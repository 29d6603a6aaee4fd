using AccessReview.Domain.Authorization;

namespace AccessReview.Domain.Directory;

/// <summary>A person in the directory.</summary>
public sealed record User
{
    public required UserId Id { get; init; }

    public required string Email { get; init; }

    public required string DisplayName { get; init; }

    public UserId? ManagerId { get; init; }

    /// <summary>IANA time zone name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>BCP 47 tag; null: unknown, so the browser's language is used.</summary>
    public string? Locale { get; init; }

    /// <summary>False for users who left the organization. They get no new tasks.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The user who gets this user's tasks while this user is out of office.</summary>
    public UserId? DelegateId { get; init; }

    /// <summary>The last moment of the absence; null: no end is set.</summary>
    public DateTimeOffset? DelegateUntil { get; init; }

    /// <summary>The user set the delegate themselves. A directory import no longer changes it.</summary>
    public bool OwnsDelegate { get; init; }

    public Roles Roles { get; init; }

    /// <summary>Null: unknown, as for the following fields of earlier builds.</summary>
    public string? Department { get; init; }

    public string? Title { get; init; }

    /// <summary>The organization's own term: employee, contractor, ….</summary>
    public string? EmploymentType { get; init; }

    /// <summary>The first day in the organization.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day in the organization. The access stays until the person is marked as inactive.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>
    /// Counts changes of address, roles and status. Sessions and links issued under an older count are invalid.
    /// Rows of earlier builds have none, which means 0.
    /// </summary>
    public int SecurityStamp { get; init; }

    /// <summary>This user as stored over <paramref name="before"/>, with the right security stamp.</summary>
    /// <param name="before">Null: the user is new.</param>
    public User Following(User? before) =>
        before is null ? this : this with { SecurityStamp = HasSameStampFields(before) ? before.SecurityStamp : before.SecurityStamp + 1 };

    /// <summary>The delegate at <paramref name="now"/>; null: there is none.</summary>
    public UserId? DelegateAt(DateTimeOffset now) =>
        DelegateId is { } delegateId && delegateId != Id && (DelegateUntil is null || DelegateUntil > now) ? delegateId : null;

    private bool HasSameStampFields(User other) =>
        string.Equals(Email.Trim(), other.Email.Trim(), StringComparison.OrdinalIgnoreCase)
        && Roles == other.Roles
        && IsActive == other.IsActive;
}
