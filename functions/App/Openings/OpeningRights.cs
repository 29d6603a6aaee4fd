using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Openings;

/// <summary>Whether a caller may open a review or a removal, by their relation to the access in the directory.</summary>
public sealed class OpeningRights(DirectoryStore directory)
{
    /// <param name="user">Whose access it is; null: everybody's.</param>
    /// <param name="entitlement">The entitlement; null: all that the user holds.</param>
    /// <exception cref="ProblemException">403: the caller may not.</exception>
    public async Task RequireAsync(Caller caller, OpeningAction action, UserId? user, EntitlementId? entitlement, CancellationToken cancellationToken)
    {
        var subject = user is { } person ? await directory.FindUserAsync(person, cancellationToken) : null;
        var granted = entitlement is { } id ? await directory.FindEntitlementAsync(id, cancellationToken) : null;
        var app = granted is null ? null : await directory.FindAppAsync(granted.AppId, cancellationToken);
        Require(caller, action, subject, granted, app);
    }

    /// <summary>The same, with what is already read from the directory.</summary>
    /// <exception cref="ProblemException">403: the caller may not.</exception>
    public static void Require(Caller caller, OpeningAction action, User? subject, Entitlement? entitlement, ConnectedApp? app)
    {
        if (!Allows(caller, action, subject, entitlement, app))
            throw Problems.Forbidden(detail: action is OpeningAction.RequestRemoval ? RemovalRule : ReviewRule);
    }

    /// <summary>Returns whether the caller may open it, with what is already read from the directory.</summary>
    public static bool Allows(Caller caller, OpeningAction action, User? subject, Entitlement? entitlement, ConnectedApp? app)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return OpeningTable.Allows(action, caller.Roles, RelationsToAccess.Of(caller.Id, subject?.Id, subject?.ManagerId, app?.OwnerIds ?? [], entitlement?.OwnerIds ?? []));
    }

    private static string RemovalRule => Say($"The person, their manager, owners of the app or the access, and administrators can request a removal.");

    private static string ReviewRule => Say($"Managers can open reviews of their reports. Owners can open reviews of what they own. Administrators can open all.");
}
