using AccessReview.App.Http;
using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Imports;

/// <summary>The texts about imports.</summary>
internal static class ImportText
{
    /// <summary>The file's name in the form and the API: "users".</summary>
    public static string NameOf(ImportedFile file) => file.ToString().ToLowerInvariant();

    public static string Heading(ImportedFile file) => file switch
    {
        ImportedFile.Users => Say($"People"),
        ImportedFile.Apps => Say($"Apps"),
        ImportedFile.Entitlements => Say($"Entitlements"),
        ImportedFile.Grants => Say($"Grants"),
        ImportedFile.Accounts => Say($"Accounts"),
    };

    public static string Required(ImportedFile file) => string.Join(", ", ImportedColumns.Of(file).Where(column => column.IsRequired).Select(column => column.Name));

    public static string Optional(ImportedFile file) => string.Join(", ", ImportedColumns.Of(file).Where(column => !column.IsRequired).Select(column => column.Name));

    public static string Name(ImportState state) => (ImportResults.Of(state), state.IsDryRun) switch
    {
        (ImportResult.Good, true) => Say($"All valid"),
        (ImportResult.Incomplete, true) => Say($"Problems found"),
        (ImportResult.Refused, true) => Say($"Nothing valid"),
        (var result, _) => Name(result),
    };

    private static string Name(ImportResult result) => result switch
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

    /// <summary>The result of an import, or of a dry run, in a few sentences.</summary>
    public static string Result(ImportState state) => state.IsDryRun ? Checked(state) : Imported(state);

    private static string Checked(ImportState state) => ImportResults.Of(state) switch
    {
        ImportResult.Running => Say($"The files are being checked. You can leave this page; the check continues."),
        ImportResult.Stopped => Say($"The check stopped. Nothing was imported. Check the files again."),
        ImportResult.Good or ImportResult.Refused or ImportResult.Incomplete => Join(
            Counts(ImportSum.Of(state)), Unusable(state), NotRead(ImportSum.Of(state)), InPartLater(ImportSum.Of(state)), Notes(ImportSum.Of(state)), Differences(ImportSum.Of(state)), EndingText.Sum(state), Say($"Nothing is imported yet.")),
    };

    private static string Counts(ImportSum sum) => Say($"{sum.New:N0} new, {sum.Changed:N0} changed, {sum.Unchanged:N0} unchanged, {sum.Refused:N0} not valid.");

    private static string? Unusable(ImportState state) => state.Files.Where(file => file.IsRefused).Select(file => $"{NameOf(file.File)}.csv").ToList() is { Count: > 0 } refused
        ? Say($"{Listing.And(refused)} cannot be used.")
        : null;

    private static string? InPartLater(ImportSum sum) => sum.InPart switch
    {
        0 => null,
        1 => Say($"1 line can be imported in part."),
        var lines => Say($"{lines:N0} lines can be imported in part."),
    };

    private static string Imported(ImportState state) => ImportResults.Of(state) switch
    {
        ImportResult.Running => Say($"The files are being imported. You can leave this page; the import continues."),
        ImportResult.Stopped => Say($"The import stopped because the directory could not be written several times in a row. Nothing is lost. Import the same files again."),
        ImportResult.Good => Join(Say($"The import is complete. All lines were valid."), Differences(ImportSum.Of(state)), EndingText.Sum(state)),
        ImportResult.Refused => Join(Say($"Nothing was imported. The list below shows the reasons."), NotRead(ImportSum.Of(state)), EndingText.Sum(state)),
        ImportResult.Incomplete => Join(Ending(state), NotRead(ImportSum.Of(state)), InPart(ImportSum.Of(state)), Notes(ImportSum.Of(state)), Differences(ImportSum.Of(state)), EndingText.Sum(state)),
    };

    private static string Ending(ImportState state)
    {
        var refused = state.Files.Where(file => file.IsRefused).Select(file => $"{NameOf(file.File)}.csv").ToList();
        return (refused.Count, ImportSum.Of(state).Refused - refused.Count) switch
        {
            (0, 0) => Say($"The import is complete."),
            (0, 1) => Say($"The import is complete. 1 line was not valid; all others were imported."),
            (0, var bad) => Say($"The import is complete. {bad:N0} lines were not valid; all others were imported."),
            (_, 0) => Say($"Not everything was imported: {Listing.And(refused)} could not be used."),
            (_, 1) => Say($"Not everything was imported: {Listing.And(refused)} could not be used, and 1 line of another file was not valid."),
            (_, var bad) => Say($"Not everything was imported: {Listing.And(refused)} could not be used, and {bad:N0} lines of other files were not valid."),
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
        1 => Say($"1 line was imported in part."),
        var lines => Say($"{lines:N0} lines were imported in part."),
    };

    private static string? Differences(ImportSum sum) => sum.Differences switch
    {
        0 => null,
        1 => Say($"1 line differs from a decision made here. The decision is kept."),
        var lines => Say($"{lines:N0} lines differ from decisions made here. The decisions are kept."),
    };

    private static string? Notes(ImportSum sum) => sum.Notes == 0 ? null : Say($"Some columns were ignored.");

    private static string Join(params string?[] sentences) => string.Join(' ', sentences.OfType<string>());
}
