using AccessReview.App.Store;

namespace AccessReview.App.Imports;

/// <summary>The result of a line.</summary>
internal enum LineEffect
{
    New,
    Changed,
    Unchanged,
}

/// <summary>Marks which import wrote a row, and how. An import that is repeated after a crash then counts each line as it did the first time.</summary>
internal static class ImportMark
{
    public static string Of(string import, LineEffect effect) => $"{effect}|{import}";

    /// <param name="isThere">True if the row exists.</param>
    /// <param name="isSame">True if the row already matches the line.</param>
    /// <param name="mark">The row's mark.</param>
    public static LineEffect Effect(string import, bool isThere, bool isSame, string? mark)
    {
        if (!isThere || mark == Of(import, LineEffect.New))
            return LineEffect.New;
        return isSame && mark != Of(import, LineEffect.Changed) ? LineEffect.Unchanged : LineEffect.Changed;
    }
}

/// <summary>The number of lines by result.</summary>
internal sealed record PageOutcome(int New, int Changed, int Unchanged, int Refused)
{
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    public int InPart { get; init; }

    public int Differences { get; init; }

    /// <summary>The keys of what the lines name, for an import that is complete for an app.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>The entitlements or apps that refused lines name.</summary>
    public IReadOnlyList<string> RefusedAbout { get; init; } = [];

    /// <summary>Counts lines one by one.</summary>
    public sealed class Counter(ImportedFile file)
    {
        private readonly List<ImportProblem> _problems = [];
        private readonly Dictionary<LineEffect, int> _effects = [];
        private int _refused;
        private int _inPart;
        private int _differences;

        public void Count(LineReader reader, LineEffect effect)
        {
            if (reader.IsRefused)
                _refused++;
            else
                _effects[effect] = _effects.GetValueOrDefault(effect) + 1;
            _inPart += reader.IsInPart ? 1 : 0;
            _differences += reader.HasDifferences ? 1 : 0;
            if (reader.Remarks is { Count: > 0 } remarks)
                _problems.Add(ImportProblem.Of(file, reader.Line.Number, remarks, KindOf(reader)) with { IsUrgent = reader.IsUrgent, Person = reader.UrgentPerson });
        }

        public PageOutcome Total() => new(_effects.GetValueOrDefault(LineEffect.New), _effects.GetValueOrDefault(LineEffect.Changed), _effects.GetValueOrDefault(LineEffect.Unchanged), _refused)
        {
            Problems = _problems,
            InPart = _inPart,
            Differences = _differences,
        };

        private static ImportProblemKind KindOf(LineReader reader) =>
            reader.IsRefused ? ImportProblemKind.Refused : reader.IsInPart ? ImportProblemKind.InPart : ImportProblemKind.Difference;
    }

    /// <summary>True if the row would stay the same. Records with equal lists are not equal, so their JSON is compared.</summary>
    public static bool IsSame<T>(T? before, T after) => before is not null && RowJson.Write(before) == RowJson.Write(after);
}
