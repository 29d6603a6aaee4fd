using AccessReview.Domain.Text;

namespace AccessReview.Domain.Tasks;

/// <summary>Under which terms access is certified. Other decisions have none.</summary>
public sealed record CertificationTerms
{
    /// <summary>The longest time that a certification can be valid.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(366);

    /// <summary>Until when it is valid; null: until the next review.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// What limits the risk of access that should not stay, in the decider's words: the access is certified with an exception, which
    /// ends at <see cref="Until"/>. Null: it is no exception.
    /// </summary>
    public string? Control { get; init; }

    /// <summary>The terms with clean text.</summary>
    internal CertificationTerms Cleaned() => this with { Control = PlainText.Clean(Control) };

    /// <summary>Why a decision with these terms is refused; null: it is not.</summary>
    /// <param name="reason">The clean reason of the decision; null: none.</param>
    internal static Refusal? WhyNot(CertificationTerms? terms, Decision decision, string? reason, DateTimeOffset now)
    {
        if (terms is null or { Until: null, Control: null })
            return null;
        if (decision != Decision.Certify)
            return Refusal.EndOutOfRange;
        if (PlainText.IsTooLong(terms.Control))
            return Refusal.TextTooLong;
        if (terms.Control is not null && (terms.Until is null || reason is null))
            return Refusal.ExceptionIncomplete;
        return terms.Until > now && terms.Until - now <= LongestValidity ? null : Refusal.EndOutOfRange;
    }
}
