using AccessReview.Domain.Requests;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The sentences of catalogue and form.</summary>
public static class RequestWords
{
    public static string Holders(int count) => count switch
    {
        0 => Say($"Nobody"),
        1 => Say($"One person"),
        >= CatalogueReader.HoldersCountedAtMost => Say($"{count:N0} people or more"),
        _ => Say($"{count:N0} people"),
    };

    /// <summary>Why it was refused, to stand beside the field that it is about.</summary>
    public static string Refused(RequestRefusal why) => why switch
    {
        RequestRefusal.UnknownUser => Say($"There is no such person. Search for them below."),
        RequestRefusal.UnknownEntitlement => Say($"There is no such access any more."),
        RequestRefusal.InactiveUser => Say($"They have left the organization: nothing can be asked for on their behalf."),
        RequestRefusal.AlreadyHeld => Say($"It is held already: there is nothing to ask for."),
        RequestRefusal.AlreadyPending => Say($"A request for this is under way already."),
        RequestRefusal.ReasonRequired => Say($"Say why it is needed: whoever decides has nothing else to go by."),
        RequestRefusal.TextTooLong => Say($"The text is too long: 2,000 characters at most."),
        RequestRefusal.EndInPast => Say($"That day is over. Choose one that is to come."),
        RequestRefusal.NotRequestable => Say($"This access cannot be requested for this person now. They may have it already, or a request for it may be pending. Ask them or their manager."),
        RequestRefusal.ReadOnlyRole => Say($"As an auditor you ask for nothing on behalf of others."),
    };

    /// <summary>The same, with what is known of who and when.</summary>
    public static string Refused(RequestRefusal why, RequestForm form) => why switch
    {
        RequestRefusal.AlreadyHeld when form is { IsForReader: true, HeldSince: { } since } => Say($"You hold this already, since {form.Time.SayDate(since)}."),
        RequestRefusal.AlreadyHeld when form.HeldSince is { } since => Say($"{form.Person.DisplayName} holds this already, since {form.Time.SayDate(since)}."),
        RequestRefusal.AlreadyPending when !form.IsForReader => Say($"A request for {form.Person.DisplayName} is under way already."),
        _ => Refused(why),
    };
}
