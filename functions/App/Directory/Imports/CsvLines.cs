using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace AccessReview.App.Directory.Imports;

/// <summary>Reads RFC 4180, line by line; what cannot be read is told by its line and does not keep the others from being read.</summary>
internal static class CsvLines
{
    // An unclosed quote would otherwise make one line of the rest of the file.
    private const int LongestLine = 64 * 1024;

    public static IEnumerable<RawLine> Read(ImportedFile file, ReadOnlyMemory<byte> csv)
    {
        var malformed = new Queue<RawLine>();
        using var reader = CsvReader.Create(csv, new CsvReaderOptions
        {
            Separator = ',',
            MaxRecordSize = LongestLine,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => malformed.Enqueue(new((int)record.LineNumber, null, Say(record.Reason))),
        });

        var columns = new List<string?>();
        foreach (var problem in ReadHeader(reader, file, columns))
            yield return problem;
        while (columns.Count > 0)
        {
            var (line, isOver) = Next(reader, columns);
            while (malformed.TryDequeue(out var wrong))
                yield return wrong;
            if (line is not null)
                yield return line;
            if (isOver)
                yield break;
        }
    }

    /// <summary>Finds the known columns; leaves none when the file cannot be used.</summary>
    private static List<RawLine> ReadHeader(CsvReader reader, ImportedFile file, List<string?> columns)
    {
        try
        {
            reader.ReadHeader();
        }
        catch (CsvFormatException)
        {
            return [Header("The first line cannot be read: it names the columns.")];
        }

        var known = ImportedColumns.Of(file);
        var found = (reader.Headers ?? []).Select(header => (Header: header, Column: known.FirstOrDefault(column => Is(column, header)))).ToList();
        var missing = known.Where(column => column.IsRequired && !found.Exists(header => header.Column == column)).Select(column => column.Name).ToList();
        if (missing.Count > 0)
            return [Header($"These columns are missing: {string.Join(", ", missing)}. Nothing of this file was imported.")];
        if (found.Where(header => header.Column is not null).GroupBy(header => header.Column).FirstOrDefault(group => group.Count() > 1) is { Key: { } doubled })
            return [Header($"The column {doubled.Name} stands there twice. Nothing of this file was imported.")];

        columns.AddRange(found.Select(header => header.Column?.Name));
        var unknown = found.Count(header => header.Column is null);
        return unknown == 0 ? [] : [Header($"{unknown} unknown column(s) were read over. Known are {string.Join(", ", known.Select(column => column.Name))}.")];
    }

    private static (RawLine? Line, bool IsOver) Next(CsvReader reader, List<string?> columns)
    {
        try
        {
            return reader.Read() ? (Of(reader, columns), false) : (null, true);
        }
        catch (CsvFormatException wrong)
        {
            return (new RawLine((int)wrong.LineNumber, null, "The line is longer than 64 KiB: is a quote not closed? Nothing after it was read."), true);
        }
    }

    private static RawLine Of(CsvReader reader, List<string?> columns)
    {
        var number = (int)reader.LineNumber;
        if (!Utf8.IsValid(reader.RawRecord))
            return new(number, null, "The line is not UTF-8.");

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index] is { } column)
                values[column] = reader.GetString(index);
        }

        return new(number, values);
    }

    private static RawLine Header(string problem) => new(1, null, problem, IsHeader: true);

    private static bool Is(ImportedColumn column, string header) => string.Equals(column.Name, header.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Say(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "There is a quote inside a field that is not quoted.",
        CsvMalformedReason.TextAfterClosingQuote => "There is text after a closing quote.",
        CsvMalformedReason.UnterminatedQuote => "A quote is not closed.",
        CsvMalformedReason.FieldCountMismatch => "It has more or fewer fields than the first line.",
        _ => string.Create(CultureInfo.InvariantCulture, $"It cannot be read: {reason}."),
    };
}
