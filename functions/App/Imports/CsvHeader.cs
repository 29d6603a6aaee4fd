using System.Text;
using System.Text.Unicode;
using AccessReview.App.Http;

namespace AccessReview.App.Imports;

/// <summary>The header of a CSV file: its format and its columns.</summary>
/// <param name="Separator">The character between cells.</param>
/// <param name="Line">The number of the header line.</param>
/// <param name="Columns">The known column of each cell; null for an unknown one.</param>
internal sealed record CsvHeader(byte Separator, int Line, IReadOnlyList<string?> Columns)
{
    private static readonly byte[] Separators = [(byte)',', (byte)';', (byte)'\t'];

    /// <summary>Why the file cannot be used; null: it can.</summary>
    public Remark? Refusal { get; private init; }

    /// <summary>True if the file is not text, so that its lines cannot be counted.</summary>
    public bool IsNoText { get; private init; }

    public Remark? Note { get; private init; }

    /// <summary>Reads the header line.</summary>
    public static CsvHeader Read(ByteWindow window, ImportedFile file)
    {
        if (NoText(window.Ahead()) is { } other)
            return Refused(1, other) with { IsNoText = true };
        if (window.Ahead().StartsWith("\uFEFF"u8))
            window.Skip(3);

        byte? said = null;
        for (var number = 1; NextLine(window) is { } line; number++)
        {
            if (line.AsSpan().Trim(" \t,;\"\0"u8).IsEmpty)
                continue;
            if (said is null && DeclaredSeparator(line) is { } separator)
                said = separator;
            else
                return Of(file, number, line, said is { } known ? [known] : Separators);
        }

        return Refused(1, Remark.Say($"The file is empty. Its first line must have the column names. Nothing was imported from it."));
    }

    private static CsvHeader Of(ImportedFile file, int number, byte[] line, IReadOnlyList<byte> separators)
    {
        if (line.Contains((byte)0))
            return Refused(number, Utf16) with { IsNoText = true };
        if (!Utf8.IsValid(line))
            return Refused(number, Remark.Say($"The file is not UTF-8. Save it as \"CSV UTF-8\". Nothing was imported from it."));

        var (separator, cells) = separators.Select(one => (Separator: one, Cells: CellsOf(line, one)))
            .MaxBy(candidate => candidate.Cells?.Count(cell => ColumnNames.Find(file, cell) is not null) ?? -1);
        if (cells is null)
            return Refused(number, Remark.Say($"The line with the column names cannot be read. Check for a missing closing quote. Nothing was imported from the file."));

        var columns = cells.Select(cell => ColumnNames.Find(file, cell)).ToList();
        var header = new CsvHeader(separator, number, columns);
        return ColumnNames.Fault(file, cells, columns) is { } fault
            ? header with { Refusal = fault }
            : header with { Note = ColumnNames.Unknown(file, cells, columns) };
    }

    private static CsvHeader Refused(int line, Remark why) => new(Separators[0], line, []) { Refusal = why };

    private static Remark Utf16 => Remark.Say($"The file is UTF-16. Save it as \"CSV UTF-8\". Nothing was imported from it.");

    private static Remark? NoText(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => Utf16,
        [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] =>
            Remark.Say($"The file is a workbook. Save it as \"CSV UTF-8\". Nothing was imported from it."),
        _ => null,
    };

    /// <summary>Some spreadsheets write the separator into the first line: <c>sep=;</c>.</summary>
    private static byte? DeclaredSeparator(byte[] line) =>
        Encoding.Latin1.GetString(line).Trim('"', ' ') is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var separator] && separator < 128 && !char.IsLetterOrDigit(separator)
            ? (byte)separator
            : null;

    private static IReadOnlyList<string>? CellsOf(byte[] line, byte separator)
    {
        using var stream = new MemoryStream(line, writable: false);
        return new CsvScanner(new ByteWindow(stream), separator, 1).Read() is { Fault: CsvFault.None } record ? record.Cells : null;
    }

    private static byte[]? NextLine(ByteWindow window)
    {
        var ahead = window.Ahead();
        if (ahead.IsEmpty)
            return null;
        var end = ahead.IndexOfAny((byte)'\n', (byte)'\r');
        var line = (end < 0 ? ahead : ahead[..end]).ToArray();
        window.Skip(end < 0 ? ahead.Length : ahead[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1);
        return line;
    }
}
