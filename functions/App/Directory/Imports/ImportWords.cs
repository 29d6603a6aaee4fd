using static AccessReview.App.Wording.Language;

namespace AccessReview.App.Directory.Imports;

/// <summary>Imports in the words that people read.</summary>
internal static class ImportWords
{
    /// <summary>As a form and an API call the file: "users".</summary>
    public static string NameOf(ImportedFile file) => file.ToString().ToLowerInvariant();

    public static string Heading(ImportedFile file) => file switch
    {
        ImportedFile.Users => Say($"People"),
        ImportedFile.Apps => Say($"Apps"),
        ImportedFile.Entitlements => Say($"What apps can give"),
        ImportedFile.Grants => Say($"Who has what"),
    };

    public static string Required(ImportedFile file) => string.Join(", ", ImportedColumns.Of(file).Where(column => column.IsRequired).Select(column => column.Name));

    public static string Optional(ImportedFile file) => string.Join(", ", ImportedColumns.Of(file).Where(column => !column.IsRequired).Select(column => column.Name));

    public static string Name(ImportProgress progress) => progress switch
    {
        ImportProgress.Running => Say($"Running"),
        ImportProgress.Completed => Say($"Completed"),
        ImportProgress.Failed => Say($"Stopped"),
    };

    public static string? Tone(ImportProgress progress) => progress switch
    {
        ImportProgress.Running => null,
        ImportProgress.Completed => "good",
        ImportProgress.Failed => "bad",
    };

    /// <summary>What an import has come to, in a sentence.</summary>
    public static string Result(ImportState state) => (state.Progress, state.Files.Sum(file => file.Bad)) switch
    {
        (ImportProgress.Running, _) => Say($"Lines are being read. You may leave this page: the import goes on."),
        (ImportProgress.Completed, 0) => Say($"Everything is imported: every line was good."),
        (ImportProgress.Completed, 1) => Say($"The import is complete. 1 line was bad; all others are in the directory."),
        (ImportProgress.Completed, var bad) => Say($"The import is complete. {bad:N0} lines were bad; all others are in the directory."),
        (ImportProgress.Failed, _) => Say($"The import stopped, because the directory could not be written several times in a row. Nothing is lost: send the same files again, and what is in the directory already is left as it is."),
    };
}
