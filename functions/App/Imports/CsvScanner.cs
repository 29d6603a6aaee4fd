using System.Text;
using System.Text.Unicode;

namespace AccessReview.App.Imports;

/// <summary>
/// Reads RFC 4180 records with any separator and any line end.
/// A quote that is never closed invalidates its own line only: reading continues on the next line.
/// </summary>
internal sealed class CsvScanner(ByteWindow window, byte separator, int line)
{
    /// <summary>The maximum length of a record in bytes, so that a quote that is never closed is noticed.</summary>
    public const int LongestRecord = 64 * 1024;

    private readonly List<string> _cells = [];
    private int _line = line;
    private int _at;
    private int _lineBreaks;
    private bool _isCut;
    private bool _hasBlanks;

    /// <summary>Returns the next record, or null at the end.</summary>
    public CsvRecord? Read()
    {
        var ahead = window.Ahead();
        if (ahead.IsEmpty)
            return null;
        _isCut = ahead.Length > LongestRecord;
        if (_isCut)
            ahead = ahead[..LongestRecord];

        _cells.Clear();
        (_at, _lineBreaks, _hasBlanks) = (0, 0, false);
        var fault = ReadCells(ahead);
        var record = new CsvRecord(_line, fault == CsvFault.None ? [.. _cells] : [], fault);
        var isWhole = _lineBreaks > 0 && fault == CsvFault.None && !HasSwallowedLines();
        if (_lineBreaks == 0 || isWhole)
        {
            if (fault is not (CsvFault.None or CsvFault.NotUtf8 or CsvFault.Nul))
                SkipLine();
            else
                Advance(_at, _lineBreaks + 1);
            return record;
        }

        SkipLine();
        return record with { Cells = [], Fault = CsvFault.OpenQuote };
    }

    /// <summary>Skips to the next line; returns false at the end.</summary>
    public bool SkipLine()
    {
        for (var isSome = false; ; isSome = true)
        {
            var ahead = window.Ahead();
            if (ahead.IsEmpty)
                return isSome;
            var end = ahead.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                window.Skip(ahead.Length);
                continue;
            }

            Advance(end + LineBreakAt(ahead, end), 1);
            return true;
        }
    }

    private void Advance(int bytes, int lines)
    {
        window.Skip(bytes);
        _line += lines;
    }

    private CsvFault ReadCells(ReadOnlySpan<byte> text)
    {
        var fault = CsvFault.None;
        while (true)
        {
            _hasBlanks = SkipBlanks(text) || _hasBlanks;
            var found = _at < text.Length && text[_at] == '"' ? ReadQuoted(text) : ReadPlain(text);
            if (found is CsvFault.NotUtf8 or CsvFault.Nul)
                fault = found;
            else if (found != CsvFault.None)
                return found;

            if (_at == text.Length)
                return _isCut ? CsvFault.TooLong : fault;
            if (text[_at] == separator)
            {
                _at++;
                continue;
            }

            _at += LineBreakAt(text, _at);
            return fault;
        }
    }

    private CsvFault ReadPlain(ReadOnlySpan<byte> text)
    {
        var rest = text[_at..];
        var length = rest.IndexOfAny(separator, (byte)'\n', (byte)'\r');
        var cell = length < 0 ? rest : rest[..length];
        _at += cell.Length;
        return cell.Contains((byte)'"') ? CsvFault.StrayQuote : Add(cell);
    }

    private CsvFault ReadQuoted(ReadOnlySpan<byte> text)
    {
        var start = ++_at;
        while (true)
        {
            var length = text[_at..].IndexOf((byte)'"');
            if (length < 0)
            {
                _lineBreaks += CountLineBreaks(text[start..]);
                return CsvFault.OpenQuote;
            }

            _at += length + 1;
            if (_at == text.Length || text[_at] != '"')
                break;
            _at++;
        }

        var cell = text[start..(_at - 1)];
        _lineBreaks += CountLineBreaks(cell);
        SkipBlanks(text);
        if (_at < text.Length && text[_at] != separator && text[_at] is not ((byte)'\n' or (byte)'\r'))
            return CsvFault.TextAfterQuote;
        return Add(cell, isQuoted: true);
    }

    private CsvFault Add(ReadOnlySpan<byte> cell, bool isQuoted = false)
    {
        if (!Utf8.IsValid(cell))
            return CsvFault.NotUtf8;
        var text = Encoding.UTF8.GetString(cell);
        _cells.Add(isQuoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text.Trim());
        return cell.Contains((byte)0) ? CsvFault.Nul : CsvFault.None;
    }

    /// <summary>
    /// True if a cell contains lines that look like records, so that its closing quote is missing.
    /// Prose has blanks after its commas, and so have some files.
    /// </summary>
    private bool HasSwallowedLines() => _cells.Exists(cell => cell.ReplaceLineEndings("\n").Split('\n').Skip(1).Any(IsLikeRecord));

    private bool IsLikeRecord(string text)
    {
        var mark = (char)separator;
        var marks = text.Count(character => character == mark);
        return marks > 0 && marks >= Math.Max(1, _cells.Count - 1) && (_hasBlanks || !text.Contains($"{mark} ", StringComparison.Ordinal));
    }

    /// <returns>True if there were blanks.</returns>
    private bool SkipBlanks(ReadOnlySpan<byte> text)
    {
        var start = _at;
        while (_at < text.Length && text[_at] is (byte)' ' or (byte)'\t' && text[_at] != separator)
            _at++;
        return _at > start;
    }

    private static int LineBreakAt(ReadOnlySpan<byte> text, int at) => text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;

    private static int CountLineBreaks(ReadOnlySpan<byte> text) => text.Count((byte)'\n') + text.Count((byte)'\r') - text.Count("\r\n"u8);
}
