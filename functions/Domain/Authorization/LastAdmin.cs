using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>A directory change must leave at least one active administrator. Otherwise nobody could undo it.</summary>
public static class LastAdmin
{
    /// <summary>Returns whether these roles can grant access to others. An administrator who is also an auditor is read-only.</summary>
    public static bool Administers(Roles roles) => OrganizationTable.Allows(OrganizationAction.ImportDirectory, roles);

    /// <summary>Returns whether the change would leave no active administrator.</summary>
    /// <param name="admins">The active administrators now.</param>
    /// <param name="leaving">The administrators who lose the role or become inactive.</param>
    /// <param name="joining">The users who become active administrators.</param>
    public static bool WouldGo(IEnumerable<UserId> admins, IReadOnlyCollection<UserId> leaving, IReadOnlyCollection<UserId> joining)
    {
        ArgumentNullException.ThrowIfNull(admins);
        return leaving.Count > 0 && joining.Count == 0 && admins.All(leaving.Contains);
    }
}
