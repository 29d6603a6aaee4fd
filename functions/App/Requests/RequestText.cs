using AccessReview.Domain.Requests;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The sentences of catalogue and form.</summary>
public static class RequestText
{
    public static string Holders(int count) => count switch
    {
        0 => Say($"Nobody"),
        1 => Say($"One person"),
        >= CatalogueReader.MaxCountedHolders => Say($"{count:N0} people or more"),
        _ => Say($"{count:N0} people"),
    };

    /// <summary>Why the request was refused, to show beside the field.</summary>
    public static string Refused(RequestRefusal why) => why switch
    {
        RequestRefusal.UnknownUser => Say($"This person is not in the directory. Search for another person below."),
        RequestRefusal.UnknownEntitlement => Say($"This access no longer exists."),
        RequestRefusal.InactiveUser => Say($"This person has left the organization, so you cannot request access for them."),
        RequestRefusal.AlreadyHeld => Say($"The person already has this access."),
        RequestRefusal.AlreadyPending => Say($"There is already an open request for this access."),
        RequestRefusal.ReasonRequired => Say($"Enter a reason. Approvers need it to decide."),
        RequestRefusal.TextTooLong => Say($"The text is too long: 2,000 characters at most."),
        RequestRefusal.EndInPast => Say($"This day is in the past. Choose a later day."),
        RequestRefusal.NotRequestable => Say($"This access cannot be requested for this person now. They may have it already, or a request for it may be pending. Ask them or their manager."),
        RequestRefusal.ReadOnlyRole => Say($"Auditors cannot request access for other people."),
    };

    /// <summary>The same, with the name and the date.</summary>
    public static string Refused(RequestRefusal why, RequestForm form) => why switch
    {
        RequestRefusal.AlreadyHeld when form is { IsForReader: true, HeldSince: { } since } => Say($"You have had this access since {form.Time.SayDate(since)}."),
        RequestRefusal.AlreadyHeld when form.HeldSince is { } since => Say($"{form.Person.DisplayName} has had this access since {form.Time.SayDate(since)}."),
        RequestRefusal.AlreadyPending when !form.IsForReader => Say($"There is already an open request for {form.Person.DisplayName}."),
        _ => Refused(why),
    };
}
