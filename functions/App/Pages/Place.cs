using AccessReview.App.Notifications.Settings;
using AccessReview.App.Operation;
using AccessReview.App.Requests;
using AccessReview.Domain.Authorization;
using static AccessReview.App.Wording.Language;

namespace AccessReview.App.Pages;

/// <summary>A place of the site that has an entry in the menu, beside the kinds of work.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Heading">As the menu calls it, in the reader's language.</param>
/// <param name="Action">What somebody must be allowed to do to be shown it.</param>
public sealed record Place(string Path, Func<string> Heading, OrganizationAction Action)
{
    private static readonly IReadOnlyList<Place> All =
    [
        new(RequestPlace.Mine, () => Say($"Requests"), OrganizationAction.Work),
        new("/directory", () => Say($"Directory"), OrganizationAction.ReadDirectory),
        new(NotificationSettingsPlace.Path, () => Say($"Notifications"), OrganizationAction.Work),
        new(OperationPlace.Path, () => Say($"Operation"), OrganizationAction.ReadOperation),
    ];

    public static IEnumerable<Place> Of(Roles roles) => All.Where(place => OrganizationTable.Allows(place.Action, roles));
}
