using AccessReview.App.Directory;

namespace AccessReview.App.Imports;

/// <summary>What every line of an import is read with.</summary>
/// <param name="Import">The import's identifier.</param>
/// <param name="StartedAt">What begins with the import begins then.</param>
internal sealed record ImportRun(string Import, DateTimeOffset StartedAt, DirectoryForms Forms)
{
    public LineReader Read(ImportedLine line) => new(line, Forms);
}
