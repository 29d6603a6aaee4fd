using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>A user's roles: those that the directory stores, and those that follow from elsewhere.</summary>
public static class PersonRoles
{
    /// <param name="person">Null: not in the directory, so a reviewer.</param>
    /// <param name="isAdmin">The directory or the settings name the user as an administrator.</param>
    /// <param name="isOwner">The user owns an app or an entitlement.</param>
    public static Roles Of(User? person, bool isAdmin, bool isOwner) => person is null
        ? Roles.Reviewer
        : person.Roles | (isAdmin ? Roles.Admin : Roles.Reviewer) | (isOwner ? Roles.AppOwner : Roles.Reviewer);
}
