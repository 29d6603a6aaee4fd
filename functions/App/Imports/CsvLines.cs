namespace AccessReview.App.Imports;

/// <summary>Reads a CSV file line by line. An unreadable line is reported by its number, and the other lines are still read.</summary>
internal static class CsvLines
{
    public static IEnumerable<RawLine> Read(ImportedFile file, byte[] csv) => Read(file, () => new MemoryStream(csv, writable: false));

    /// <param name="open">Opens the file when its first line is read; the file is closed after the last one.</param>
    public static IEnumerable<RawLine> Read(ImportedFile file, Func<Stream> open)
    {
        using var stream = open();
        var window = new ByteWindow(stream);
        var header = CsvHeader.Read(window, file);
        if (header.Refusal is { } refusal)
            yield return new(header.Line, null, refusal, RawLineKind.FileRefused);
        if (header.IsNoText)
            yield break;
        if (header.Note is { } note)
            yield return new(header.Line, null, note, RawLineKind.Note);

        var count = 0;
        var scanner = new CsvScanner(window, header.Separator, header.Line + 1);
        while (scanner.Read() is { } record)
        {
            if (record.IsBlank)
                continue;
            count++;
            yield return header.Refusal is null ? Of(record, header.Columns) : new(record.Line, null, Kind: RawLineKind.NotRead);
        }

        if (count == 0 && header.Refusal is null)
            yield return new(header.Line, null, Remark.Say($"The file has column names but no lines. Nothing was imported from it."), RawLineKind.FileRefused);
    }

    private static RawLine Of(CsvRecord record, IReadOnlyList<string?> columns)
    {
        if (WrongWith(record, columns.Count) is { } wrong)
            return RawLine.Refused(record.Line, wrong);

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index] is { } column)
                values[column] = record.Cells[index];
        }

        return new(record.Line, values);
    }

    private static Remark? WrongWith(CsvRecord record, int columns) => record.Fault switch
    {
        CsvFault.OpenQuote => Remark.Say($"A quote that opens on this line does not close on it. The line was not imported. The import continued with the next line."),
        CsvFault.StrayQuote => Remark.Say($"A cell without quotes contains a quote. The line was not imported."),
        CsvFault.TextAfterQuote => Remark.Say($"There is text after a closing quote. The line was not imported."),
        CsvFault.TooLong => Remark.Say($"The line is longer than {CsvScanner.LongestRecord / 1024} KiB. It was not imported."),
        CsvFault.NotUtf8 => Remark.Say($"The line is not UTF-8. Save the file as \"CSV UTF-8\". The line was not imported."),
        CsvFault.Nul => Remark.Say($"The line contains a NUL character. It was not imported."),
        // Spreadsheets write empty cells after the last one.
        CsvFault.None when record.Cells.Count < columns || record.Cells.Skip(columns).Any(cell => !string.IsNullOrWhiteSpace(cell)) =>
            Remark.Say($"The line has {record.Cells.Count} cells, but the file has {columns} columns. The line was not imported."),
        CsvFault.None => null,
    };
}
