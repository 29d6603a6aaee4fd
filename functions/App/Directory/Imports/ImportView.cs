using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>An import's identifier: 32 hexadecimal digits.</summary>
internal static class ImportId
{
    private const int Length = 32;

    /// <summary>The import that <paramref name="sender"/> sends with one form: sent twice it is one import.</summary>
    /// <param name="formKey">Made with the form.</param>
    public static string For(UserId sender, string formKey) => formKey.Length == 0
        ? Guid.CreateVersion7().ToString("N")
        : OperationId.Derive(sender, DirectoryPlace.Imports, formKey);

    public static bool IsWellFormed(string id) => id.Length == Length && id.All(char.IsAsciiHexDigitLower);
}

/// <summary>How far one file of an import has come.</summary>
public sealed record ImportedFileView(ImportedFile File, int Lines, int Read, int Applied, int Unchanged, int Bad);

/// <summary>An import as the API shows it.</summary>
public sealed record ImportView(
    string Id, ImportProgress State, UserId? StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<ImportedFileView> Files, string Problems)
{
    public static ImportView Of(ImportState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            state.Id,
            state.Progress,
            state.StartedBy,
            state.StartedAt,
            state.EndedAt,
            [.. state.Files.Select(file => new ImportedFileView(file.File, file.Lines, file.Read, file.Applied, file.Unchanged, file.Bad))],
            $"/api/v1/directory/imports/{state.Id}/problems");
    }
}
