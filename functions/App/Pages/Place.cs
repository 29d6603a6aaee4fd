<<<<<<< HEAD
using AccessReview.App.Notifications.Settings;
=======
using AccessReview.App.Operation;
using AccessReview.App.Requests;
>>>>>>> c43ed9b (Requests have pages (a catalogue, a form that foresees who is asked, one's own requests and where each stands), and so has operation, by the code of the API)
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
<<<<<<< HEAD
        new(NotificationSettingsPlace.Path, () => Say($"Notifications"), OrganizationAction.Work),
=======
        new(OperationPlace.Path, () => Say($"Operation"), OrganizationAction.ReadOperation),
>>>>>>> c43ed9b (Requests have pages (a catalogue, a form that foresees who is asked, one's own requests and where each stands), and so has operation, by the code of the API)
    ];

    public static IEnumerable<Place> Of(Roles roles) => All.Where(place => OrganizationTable.Allows(place.Action, roles));
}
