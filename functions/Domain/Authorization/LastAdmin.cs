using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>No change of the directory may leave the organization without an active administrator: nobody could undo it.</summary>
public static class LastAdmin
{
    /// <summary>Can somebody with these roles let others in again? Who is an auditor besides reads and changes nothing.</summary>
    public static bool Administers(Roles roles) => OrganizationTable.Allows(OrganizationAction.ImportDirectory, roles);

    /// <param name="admins">Who is an active administrator now.</param>
    /// <param name="leaving">Those among them who would be none afterwards.</param>
    /// <param name="joining">Who would become one.</param>
    public static bool WouldGo(IEnumerable<UserId> admins, IReadOnlyCollection<UserId> leaving, IReadOnlyCollection<UserId> joining)
    {
        ArgumentNullException.ThrowIfNull(admins);
        return leaving.Count > 0 && joining.Count == 0 && admins.All(leaving.Contains);
    }
}
