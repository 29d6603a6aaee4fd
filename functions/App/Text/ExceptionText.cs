using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The texts about an exception that waits for an approval.</summary>
public static class ExceptionText
{
    public static string Question(Subject subject) => Say($"Approve the exception for {subject.UserName}'s access to {TaskText.Access(subject)}?");

    /// <param name="by">The name of the person who decided.</param>
    public static string Explanation(string by, CertificationTerms terms, string? reason, LocalTime time) => terms.Until is { } until
        ? Say($"{by} wants the access to stay until {time.SayDate(until)}, although it should not: {reason} Compensating control: {terms.Control}")
        : "";
}
