using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <param name="Text">What the access permits, since when it is held, its last use, and who else has it.</param>
/// <param name="Hints">What the decider should not overlook.</param>
public sealed record EvidenceLine(string Text, IReadOnlyList<string> Hints);

/// <summary>The evidence beside a decision. Pages, lists and notifications of every channel take it from here.</summary>
public static class EvidenceText
{
    /// <summary>Separates the parts of the line.</summary>
    public const string Dot = " · ";

    /// <summary>A description of the directory can be long. The task's page has all of it.</summary>
    private const int MaxPermits = 120;

    private const int DaysUntilMonths = 60;
    private const double DaysOfMonth = 365.25 / 12;
    private const int MonthsUntilYears = 24;

    /// <summary>"Answers tickets · held since Jul 2025 · last used 7 Jul 2026 (5 months ago) · 8 others have it, 2 in the same team".</summary>
    /// <param name="kind">The kind of task. There are no hints where the reader only carries out a decision.</param>
    /// <param name="access">The access as it was at a moment; the line says how long ago something was at that moment.</param>
    /// <param name="time">The reader's time zone.</param>
    /// <param name="isFrozen">True: the moment is that of the decision, and the line says so.</param>
    public static EvidenceLine Of(TaskKind kind, AccessContext access, LocalTime time, bool isFrozen = false)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(time);
        var evidence = Evidence.Of(access);
        string?[] parts = [Permits(access.Permits), Held(evidence, time), Used(evidence, access.At, time), Others(evidence)];
        var line = Capitalized(string.Join(Dot, parts.OfType<string>()));
        return new EvidenceLine(isFrozen ? Say($"When it was decided: {line}") : line, Hints(kind, evidence, access.At));
    }

    /// <summary>
    /// The short form for a row of a list: the last use, or who else has the access if the person does not have it.
    /// Null: the row was written by an earlier build.
    /// </summary>
    public static EvidenceLine? Short(TaskKind kind, Evidence? evidence, DateTimeOffset now, LocalTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return evidence is null ? null : new EvidenceLine(Capitalized(Brief(evidence, time)), Hints(kind, evidence, now));
    }

    public static string Hint(EvidenceHint hint) => hint switch
    {
        EvidenceHint.HasLeft => Say($"Has left"),
        EvidenceHint.NeverUsed => Say($"Never used"),
        EvidenceHint.NotUsedLately => Say($"Not used for {Evidence.UnusedAfter.Days} days"),
        EvidenceHint.NobodyElseInTeam => Say($"No one else in the team"),
        EvidenceHint.NeverReviewed => Say($"Never reviewed"),
    };

    /// <summary>The hints as one line, for text without chips; null: there are none.</summary>
    public static string? Listed(IReadOnlyList<string> hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        return hints.Count == 0 ? null : Say($"Please note: {string.Join(Dot, hints)}");
    }

    private static IReadOnlyList<string> Hints(TaskKind kind, Evidence evidence, DateTimeOffset now) =>
        KindRules.IsJudgement(kind) ? [.. evidence.HintsAt(now).Select(Hint)] : [];

    private static string? Permits(string? description)
    {
        var text = description?.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        if (text is null or { Length: 0 })
            return null;
        return text.Length <= MaxPermits ? text : $"{text[..(char.IsHighSurrogate(text[MaxPermits - 1]) ? MaxPermits - 1 : MaxPermits)].TrimEnd()}…";
    }

    private static string Held(Evidence evidence, LocalTime time) =>
        evidence.HeldSince is { } since ? Say($"held since {time.SayMonth(since)}") : Say($"not held");

    private static string? Used(Evidence evidence, DateTimeOffset now, LocalTime time) => evidence switch
    {
        { HeldSince: null } => null,
        { LastUsedAt: { } used } => Say($"last used {time.SayShortDate(used)} ({Ago(now - used)})"),
        { IsUsageKnown: true } => Say($"no use recorded"),
        _ => Say($"last use unknown"),
    };

    private static string Brief(Evidence evidence, LocalTime time) => evidence switch
    {
        { HeldSince: null } => Others(evidence),
        { LastUsedAt: { } used } => Say($"last used {time.SayShortDate(used)}"),
        { IsUsageKnown: true } => Say($"no use recorded"),
        _ => Say($"last use unknown"),
    };

    private static string Ago(TimeSpan ago)
    {
        var (days, months) = ((int)ago.TotalDays, (int)Math.Round(ago.TotalDays / DaysOfMonth));
        return days switch
        {
            <= 0 => Say($"today"),
            1 => Say($"1 day ago"),
            < DaysUntilMonths => Say($"{days} days ago"),
            _ when months < MonthsUntilYears => Say($"{months} months ago"),
            _ => Say($"{months / 12} years ago"),
        };
    }

    private static string Others(Evidence evidence) => evidence switch
    {
        { Others: <= 0 } => Say($"nobody else has it"),
        { Others: >= AccessContext.MaxHolders } => Say($"more than {evidence.Others:N0} others have it"),
        { Others: 1, OthersOfManager: null } => Say($"1 other has it"),
        { Others: 1, OthersOfManager: 0 } => Say($"1 other has it, in another team"),
        { Others: 1 } => Say($"1 other has it, in the same team"),
        { OthersOfManager: null } => Say($"{evidence.Others:N0} others have it"),
        { OthersOfManager: 0 } => Say($"{evidence.Others:N0} others have it, none in the same team"),
        { OthersOfManager: { } same } => Say($"{evidence.Others:N0} others have it, {same:N0} in the same team"),
    };

    private static string Capitalized(string text) => $"{text[..1].ToUpper(CultureInfo.CurrentCulture)}{text[1..]}";
}
