using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Decisions that take effect at the sign-off, as sentences.</summary>
public static class StagedText
{
    /// <summary>"Certify, not signed off yet".</summary>
    /// <param name="by">Who decided; null: the reader.</param>
    public static string Status(Decision decision, bool needsLook, string? by) => (needsLook, by) switch
    {
        (true, _) => Say($"{TaskText.Button(decision)}, needs a look"),
        (_, null) => Say($"{TaskText.Button(decision)}, not signed off yet"),
        (_, { } other) => Say($"{TaskText.Button(decision)} by {other}, not signed off yet"),
    };

    /// <summary>What becomes of it.</summary>
    public static string Next(StagedDecision staged) => staged.NeedsLook is { } cause
        ? $"{ObsoleteText.Why(cause)} {Say($"The decision could not take effect. Decide again.")}"
        : staged.IsOutdated ? Say($"The access has changed since this decision. Decide again.")
        : Say($"It takes effect when the reviewer signs off, or when the campaign closes. It can be changed until then.");

    /// <summary>For the history.</summary>
    public static string Staged(string who, Decision decision) => decision == Decision.Certify
        ? Say($"{who} certified the access, not signed off yet")
        : Say($"{who} recommended removal, not signed off yet");
}
