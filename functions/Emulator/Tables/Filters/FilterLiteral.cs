using System.Globalization;

namespace AccessReview.Emulator.Tables.Filters;

/// <summary>Parses literals.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#constructing-filter-strings</remarks>
internal static class FilterLiteral
{
    public static EdmValue? TryRead(FilterToken token) => token.Quoted is { } quoted ? Quoted(token.Text, quoted) : Bare(token.Text);

    private static EdmValue Quoted(string prefix, string text) => prefix switch
    {
        "" => EdmValue.Of(text),
        "datetime" => new EdmValue(EdmType.DateTime, EdmText.ParseDateTime(text)),
        "guid" when Guid.TryParse(text, out var guid) => new EdmValue(EdmType.Guid, guid),
        "X" or "x" or "binary" => new EdmValue(EdmType.Binary, Bytes(text)),
        _ => throw Malformed(prefix + "'" + text + "'"),
    };

    private static EdmValue? Bare(string word)
    {
        switch (word)
        {
            case "true" or "false":
                return new EdmValue(EdmType.Boolean, word == "true");
            case "NaN" or "INF" or "-INF" or "Infinity" or "-Infinity":
                return new EdmValue(EdmType.Double, EdmText.ParseDouble(word));
        }

        var isNumber = word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '-' or '+' or '.');
        return isNumber ? Number(word) : null;
    }

    private static EdmValue Number(string word)
    {
        if (word[^1] is 'L' or 'l')
            return new EdmValue(EdmType.Int64, EdmText.ParseInt64(word[..^1]));
        if (word[^1] is 'D' or 'd' or 'F' or 'f' or 'M' or 'm')
            return new EdmValue(EdmType.Double, EdmText.ParseDouble(word[..^1]));
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
            return new EdmValue(EdmType.Int32, small);
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
            return new EdmValue(EdmType.Int64, large);
        return new EdmValue(EdmType.Double, EdmText.ParseDouble(word));
    }

    private static byte[] Bytes(string hex)
    {
        try
        {
            return Convert.FromHexString(hex);
        }
        catch (FormatException)
        {
            throw Malformed(hex);
        }
    }

    private static TableFault Malformed(string literal) => TableFaults.InvalidInput($"The literal {literal} in the filter is not well formed.");
}
