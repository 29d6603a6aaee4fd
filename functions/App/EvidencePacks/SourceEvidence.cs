using AccessReview.App.Imports;
using AccessReview.Domain.Directory;

namespace AccessReview.App.EvidencePacks;

/// <param name="File">users, apps, entitlements, grants or accounts.</param>
/// <param name="LinesSent">All lines of the file.</param>
/// <param name="Kept">Lines that the directory has now: new, changed and unchanged ones.</param>
/// <param name="Refused">Lines that were refused or could not be read.</param>
/// <param name="InPart">Kept lines of which a part was refused.</param>
/// <param name="Difference">Lines that were sent and are neither kept nor refused. After the end of an import it is 0.</param>
public sealed record SourceFileEvidence(ImportedFile File, int LinesSent, int LinesRead, int Kept, int Refused, int InPart, int Difference, bool IsRefused);

/// <summary>An import that the population came from: a line of <c>sources.jsonl</c>, the newest first.</summary>
/// <param name="Import">The id of its run.</param>
/// <param name="StartedBy">Null: the organization that was set up at the start.</param>
public sealed record SourceEvidence(
    string Import, UserId? StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ImportProgress State, ImportResult Result, IReadOnlyList<SourceFileEvidence> Files)
{
    internal static SourceEvidence Of(ImportState import) => new(
        import.Id, import.StartedBy, import.StartedAt, import.EndedAt, import.Progress, ImportResults.Of(import),
        [
            .. import.Files.Select(file => new SourceFileEvidence(
                file.File, file.Lines, file.Read - file.NotRead, file.Applied + file.Unchanged, file.Refused + file.NotRead, file.InPart,
                file.Lines - file.Applied - file.Unchanged - file.Refused - file.NotRead, file.IsRefused)),
        ]);
}

/// <summary>Reads the imports before a population was recorded.</summary>
public sealed class SourceReader(ImportStore imports)
{
    /// <summary>Older imports are not listed.</summary>
    public const int Max = 200;

    /// <param name="recordedAt">When the population was recorded.</param>
    internal async Task<IReadOnlyList<SourceEvidence>> ReadAsync(DateTimeOffset recordedAt, CancellationToken cancellationToken) =>
        [.. (await imports.NewestAsync(Max, cancellationToken)).Where(import => !import.IsDryRun && import.StartedAt <= recordedAt).Select(SourceEvidence.Of)];
}
