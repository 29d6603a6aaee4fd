using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Pages.Charts;

/// <param name="Risk">Null: unknown.</param>
public sealed record RiskPart(Risk? Risk, int Count)
{
    public string Name => Risk is { } known ? TaskText.Name(known) : Say($"Unknown");

    /// <summary>The class and pattern that draw it.</summary>
    internal string Look => Risk switch
    {
        Domain.Directory.Risk.Low => "low",
        Domain.Directory.Risk.Medium => "medium",
        Domain.Directory.Risk.High => "high",
        Domain.Directory.Risk.Critical => "critical",
        _ => "unknown",
    };

    /// <summary>Counts by risk, lowest first. Risks without a count are left out.</summary>
    public static IReadOnlyList<RiskPart> Of(IEnumerable<Risk?> risks) =>
        [.. risks.GroupBy(risk => risk).OrderBy(same => same.Key).Select(same => new RiskPart(same.Key, same.Count()))];
}
