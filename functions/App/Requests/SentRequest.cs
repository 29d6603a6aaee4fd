using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The fields of the form.</summary>
public enum RequestField
{
    Person,
    Reason,
    Until,
}

/// <summary>The form as the user sent it.</summary>
/// <param name="Key">The key that was issued with the form. Sending the form twice gives one request.</param>
public sealed record SentRequest(EntitlementId Entitlement, UserId? Person, string Reason, string Until, string Key)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The refused field and the message; null: none.</summary>
    public (RequestField Field, string Sentence)? Fault { get; init; }

    public static SentRequest Of(IFormCollection form) => new(
        form.ReadId<EntitlementId>("access"),
        form.ReadText("for") is null ? null : form.ReadId<UserId>("for"),
        form.ReadProse("reason") ?? "",
        form.ReadText("until")?.Trim() ?? "",
        form.ReadText("key") ?? "");

    /// <summary>The last moment of the entered day, in the time zone of the user who gets the access.</summary>
    /// <returns>False: the day is invalid. An empty field is valid: no end date.</returns>
    public bool TryReadEnd(LocalTime time, out DateTimeOffset? end)
    {
        end = DateOnly.TryParseExact(Until, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? time.EndOf(day) : null;
        return Until.Length == 0 || end is not null;
    }

    public static string Write(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public SentRequest With(RequestRefusal why) => this with { Fault = (FieldOf(why), RequestText.Refused(why)) };

    public SentRequest WithBadEnd() => this with { Fault = (RequestField.Until, Say($"Enter the day in the format {"2026-12-31"}.")) };

    public string? FaultOf(RequestField field) => Fault?.Field == field ? Fault?.Sentence : null;

    private static RequestField FieldOf(RequestRefusal why) => why switch
    {
        RequestRefusal.ReasonRequired or RequestRefusal.TextTooLong => RequestField.Reason,
        RequestRefusal.EndInPast => RequestField.Until,
        RequestRefusal.UnknownUser or RequestRefusal.UnknownEntitlement or RequestRefusal.InactiveUser or RequestRefusal.AlreadyHeld or RequestRefusal.AlreadyPending
            or RequestRefusal.NotRequestable
            or RequestRefusal.ReadOnlyRole => RequestField.Person,
    };
}
