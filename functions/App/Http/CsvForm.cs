using CsvHelper;

namespace AccessReview.App.Http;

/// <summary>The character between the cells of a CSV download.</summary>
public enum CsvSeparator
{
    Comma,
    Semicolon,
    Tab,
}

/// <summary>The form of the CSV files that the app writes. No cell can be run as a formula by a spreadsheet.</summary>
internal static class CsvForm
{
    public static CsvWriterOptions With(CsvSeparator separator) => new()
    {
        NewLine = "\r\n",
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
        Separator = separator switch { CsvSeparator.Comma => ',', CsvSeparator.Semicolon => ';', CsvSeparator.Tab => '\t' },
    };

    // Some spreadsheets skip NUL and read what follows as a formula. The CSV writer's own list cannot contain NUL.
    public static string[] Harmless(IEnumerable<string> record) => [.. record.Select(field => field.StartsWith('\0') ? $"'{field}" : field)];
}
