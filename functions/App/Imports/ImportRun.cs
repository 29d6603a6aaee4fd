using AccessReview.App.Directory;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>What applies to all lines of an import.</summary>
/// <param name="Import">The import's identifier.</param>
/// <param name="StartedAt">When the import started; new grants without a start get this one.</param>
internal sealed record ImportRun(string Import, DateTimeOffset StartedAt, DirectoryForms Forms)
{
    /// <summary>The lines are only checked.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The apps for which the import is complete.</summary>
    public IReadOnlySet<AppId> CompleteFor { get; init; } = new HashSet<AppId>();

    public LineReader Read(ImportedLine line) => new(line, Forms) { IsDryRun = IsDryRun };
}
