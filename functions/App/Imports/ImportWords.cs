using AccessReview.App.Http;
using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Imports;

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

    public static string Name(ImportResult result) => result switch
    {
        ImportResult.Running => Say($"Running"),
        ImportResult.Good => Say($"Completed"),
        ImportResult.Incomplete => Say($"Incomplete"),
        ImportResult.Refused => Say($"Refused"),
        ImportResult.Stopped => Say($"Stopped"),
    };

    public static string? Tone(ImportResult result) => result switch
    {
        ImportResult.Running => null,
        ImportResult.Good => "good",
        ImportResult.Incomplete or ImportResult.Refused or ImportResult.Stopped => "bad",
    };

    public static string Name(ImportProblemKind kind) => kind switch
    {
        ImportProblemKind.Refused => Say($"Refused"),
        ImportProblemKind.InPart => Say($"Imported in part"),
        ImportProblemKind.Difference => Say($"Differs"),
        ImportProblemKind.Note => Say($"Note"),
    };

    /// <summary>What an import has come to, in some sentences.</summary>
    public static string Result(ImportState state) => ImportResults.Of(state) switch
    {
        ImportResult.Running => Say($"Lines are being read. You may leave this page: the import goes on."),
        ImportResult.Stopped => Say($"The import stopped, because the directory could not be written several times in a row. Nothing is lost: send the same files again, and what is in the directory already is left as it is."),
        ImportResult.Good => Join(Say($"Everything is imported: every line was good."), Differences(ImportSum.Of(state))),
        ImportResult.Refused => Join(Say($"Nothing is imported. The list below says why."), NotRead(ImportSum.Of(state))),
        ImportResult.Incomplete => Join(Ending(state), NotRead(ImportSum.Of(state)), InPart(ImportSum.Of(state)), Notes(ImportSum.Of(state)), Differences(ImportSum.Of(state))),
    };

    private static string Ending(ImportState state)
    {
        var refused = state.Files.Where(file => file.IsRefused).Select(file => $"{NameOf(file.File)}.csv").ToList();
        return (refused.Count, ImportSum.Of(state).Refused - refused.Count) switch
        {
            (0, 0) => Say($"The import is complete."),
            (0, 1) => Say($"The import is complete. 1 line was bad; all others are in the directory."),
            (0, var bad) => Say($"The import is complete. {bad:N0} lines were bad; all others are in the directory."),
            (_, 0) => Say($"Not everything is imported: nothing of {Listing.And(refused)} could be used."),
            (_, 1) => Say($"Not everything is imported: nothing of {Listing.And(refused)} could be used, and 1 line of another file was bad."),
            (_, var bad) => Say($"Not everything is imported: nothing of {Listing.And(refused)} could be used, and {bad:N0} lines of other files were bad."),
        };
    }

    private static string? NotRead(ImportSum sum) => sum.NotRead switch
    {
        0 => null,
        1 => Say($"1 line was not read."),
        var lines => Say($"{lines:N0} lines were not read."),
    };

    private static string? InPart(ImportSum sum) => sum.InPart switch
    {
        0 => null,
        1 => Say($"1 line went in without a part of it."),
        var lines => Say($"{lines:N0} lines went in without a part of them."),
    };

    private static string? Differences(ImportSum sum) => sum.Differences switch
    {
        0 => null,
        1 => Say($"1 line differs from what was decided here, which stays."),
        var lines => Say($"{lines:N0} lines differ from what was decided here, which stays."),
    };

    private static string? Notes(ImportSum sum) => sum.Notes == 0 ? null : Say($"Some columns were read over.");

    private static string Join(params string?[] sentences) => string.Join(' ', sentences.OfType<string>());
}
