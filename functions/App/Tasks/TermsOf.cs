using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Tasks;

/// <summary>The terms of a certification as they were sent.</summary>
public static class TermsOf
{
    /// <param name="until">Until when it is valid; null: until the next review.</param>
    /// <param name="control">The compensating control of an exception; null: it is none.</param>
    /// <returns>Null: it has no terms.</returns>
    public static CertificationTerms? Certification(DateTimeOffset? until, string? control) =>
        until is null && control is null ? null : new CertificationTerms { Until = until, Control = control };

    /// <summary>Reads the fields of a form, which belong to one of its buttons only.</summary>
    /// <returns>Null: it has no terms, or the decision is another one.</returns>
    /// <exception cref="ProblemException">400: the day cannot be read.</exception>
    public static CertificationTerms? Form(IFormCollection form, Decision decision, LocalTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (decision != Decision.Certify)
            return null;
        var control = PlainText.Clean(form.ReadProse("control"));
        if (form.ReadText("until")?.Trim() is not { Length: > 0 } until)
            return Certification(null, control);
        return DayOrTime.Parse(until) is { Day: { } day }
            ? Certification(time.EndOf(day), control)
            : throw Problems.BadRequest(Say($"Enter the day in the format {"2026-12-31"}."), "bad_date");
    }
}
