using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Promises;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>An import's identifier: 32 hexadecimal digits.</summary>
internal static class ImportId
{
    private const int Length = 32;

    /// <summary>The id of the import that <paramref name="sender"/> sends with one form. Sending the form twice gives the same id.</summary>
    /// <param name="formKey">Created with the form.</param>
    /// <param name="content">The files, or a hash of them: other files in the same form are another import.</param>
    /// <param name="isDryRun">The files are only checked. They can be imported later with the same form.</param>
    public static string For(UserId sender, string formKey, ReadOnlySpan<byte> content, bool isDryRun) =>
        OperationId.Derive(sender, isDryRun ? $"{DirectoryPaths.Imports} check" : DirectoryPaths.Imports, formKey, content);

    /// <summary>The id of the import of the lines that a dry run has checked. Each person who starts it starts the same import.</summary>
    public static string OfChecked(string check) => OperationId.Derive(UserId.From(""), DirectoryPaths.Import(check), "");

    public static bool IsWellFormed(string id) => id.Length == Length && id.All(char.IsAsciiHexDigitLower);
}

/// <summary>The result of an import.</summary>
public enum ImportResult
{
    Running,

    /// <summary>Everything was imported.</summary>
    Good,

    /// <summary>Some of it was not imported; its problems say why.</summary>
    Incomplete,

    /// <summary>Nothing was imported.</summary>
    Refused,

    /// <summary>It stopped before its end.</summary>
    Stopped,
}

internal static class ImportResults
{
    public static ImportResult Of(ImportState state) => (state.Progress, ImportSum.Of(state)) switch
    {
        (ImportProgress.Running, _) => ImportResult.Running,
        (ImportProgress.Failed, _) => ImportResult.Stopped,
        (ImportProgress.Completed, { IsGood: true }) when state.Endings.All(ending => ending.Block is null) => ImportResult.Good,
        (ImportProgress.Completed, { New: 0, Changed: 0, Unchanged: 0 }) => ImportResult.Refused,
        (ImportProgress.Completed, _) => ImportResult.Incomplete,
    };
}

/// <summary>The progress of one file of an import.</summary>
/// <param name="Lines">All lines; after the end, the sum of new, changed, unchanged, refused and not read lines.</param>
/// <param name="Read">Lines that were read so far.</param>
/// <param name="Applied">New and changed lines.</param>
/// <param name="Bad">Lines with a problem: refused, not read, or imported in part.</param>
/// <param name="InPart">The new, changed and unchanged lines that were imported in part.</param>
/// <param name="Differences">Lines that differ from a decision in the app; the decision stays.</param>
/// <param name="IsRefused">The file could not be used.</param>
public sealed record ImportedFileView(
    ImportedFile File, int Lines, int Read, int Applied, int Unchanged, int Bad, int New, int Changed, int Refused, int NotRead, int InPart, int Differences, bool IsRefused);

/// <summary>An import that has failed so far and is retried until it succeeds.</summary>
/// <param name="Tries">The number of retries.</param>
/// <param name="NextTry">When it is retried next.</param>
public sealed record RetriedImportView(int Tries, DateTimeOffset NextTry)
{
    internal static RetriedImportView? Of(Promise? promise) => promise is null ? null : new(promise.Tries, promise.NextTry);
}

/// <summary>An import as the API shows it.</summary>
public sealed record ImportView(
    string Id, ImportProgress State, UserId? StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<ImportedFileView> Files, string Problems, ImportResult Result, int Lines, int Bad)
{
    /// <summary>The lines are only checked: the counts and problems are those of an import, and nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>The apps for which the import is complete, and what ends there as removed outside.</summary>
    public IReadOnlyList<AppEnding> Endings { get; init; } = [];

    /// <summary>Set while it waits for a retry; null: nothing has failed.</summary>
    public RetriedImportView? Retried { get; init; }

    public static ImportView Of(ImportState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            state.Id,
            state.Progress,
            state.StartedBy,
            state.StartedAt,
            state.EndedAt,
            [.. state.Files.Select(FileOf)],
            $"/api/v1/directory/imports/{state.Id}/problems",
            ImportResults.Of(state),
            state.Files.Sum(file => file.Lines),
            state.Files.Sum(file => file.Bad))
        {
            DryRun = state.IsDryRun,
            Endings = [.. state.Endings.Select(ending => ending with { Place = null })],
        };
    }

    private static ImportedFileView FileOf(ImportedFileState file) => new(
        file.File, file.Lines, file.Read - file.NotRead, file.Applied, file.Unchanged, file.Bad, file.New, file.Changed, file.Refused, file.NotRead, file.InPart, file.Differences, file.IsRefused);
}
