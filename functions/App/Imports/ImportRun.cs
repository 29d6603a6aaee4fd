using AccessReview.App.Directory;

namespace AccessReview.App.Imports;

/// <summary>What applies to all lines of an import.</summary>
/// <param name="Import">The import's identifier.</param>
/// <param name="StartedAt">When the import started; new grants without a start get this one.</param>
internal sealed record ImportRun(string Import, DateTimeOffset StartedAt, DirectoryForms Forms)
{
    /// <summary>The lines are only checked.</summary>
    public bool IsDryRun { get; init; }

    public LineReader Read(ImportedLine line) => new(line, Forms) { IsDryRun = IsDryRun };
}
