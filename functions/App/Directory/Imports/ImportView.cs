using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>An import's identifier: 32 hexadecimal digits.</summary>
internal static class ImportId
{
    private const int Length = 32;

    /// <summary>The same sender with the same Idempotency-Key means the same import.</summary>
    public static string For(UserId sender, string idempotencyKey) => idempotencyKey.Length == 0
        ? Guid.CreateVersion7().ToString("N")
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sender.Value}\n{idempotencyKey}")))[..Length];

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
