using AccessReview.App.Store;

namespace AccessReview.App.Directory.Imports;

/// <summary>What became of a page of lines.</summary>
internal sealed record PageOutcome(int Applied, int Unchanged, IReadOnlyList<ImportProblem> Problems, int Bad)
{
    /// <summary>Counts lines one by one: with a problem, applied, or unchanged.</summary>
    public sealed class Counter(ImportedFile file)
    {
        private readonly List<ImportProblem> _problems = [];
        private int _applied;
        private int _unchanged;
        private int _bad;

        public void Count(ImportedLine line, LineReader reader, bool isChanged)
        {
            if (reader.Problem is { } reason)
            {
                _problems.Add(new(file, line.Number, reason));
                _bad++;
            }
            else if (isChanged)
            {
                _applied++;
            }
            else
            {
                _unchanged++;
            }
        }

        public PageOutcome Total() => new(_applied, _unchanged, _problems, _bad);
    }

    /// <summary>Would the row say the same? Lists make records unequal that are not.</summary>
    public static bool IsSame<T>(T? before, T after) => before is not null && RowJson.Write(before) == RowJson.Write(after);
}
