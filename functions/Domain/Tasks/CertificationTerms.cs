namespace AccessReview.Domain.Tasks;

/// <summary>Under which terms access is certified. Other decisions have none.</summary>
public sealed record CertificationTerms
{
    /// <summary>The longest time that a certification can be valid.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(366);

    /// <summary>Until when it is valid; null: until the next review.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why a decision with these terms is refused; null: it is not.</summary>
    internal static Refusal? WhyNot(CertificationTerms? terms, Decision decision, DateTimeOffset now)
    {
        if (terms?.Until is not { } until)
            return null;
        return decision == Decision.Certify && until > now && until - now <= LongestValidity ? null : Refusal.EndOutOfRange;
    }
}
