using System.Globalization;
using AccessReview.App.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>What is between the cells of a table to download.</summary>
public enum CsvSeparator
{
    Comma,
    Semicolon,
    Tab,
}

/// <summary>
/// A table to download: RFC 4180 with a byte order mark, and nothing in it that a spreadsheet would run as a formula.
/// </summary>
/// <param name="separator">As asked for; null: as spreadsheets of the reader's locale expect it.</param>
internal sealed class CsvDownload(string fileName, string[] columns, IAsyncEnumerable<string[]> records, CsvSeparator? separator = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        var locale = LocaleOf(httpContext);
        using var speaking = Language.Use(Language.Choose([locale?.Name]));
        await using var writer = CsvWriter.Create(response.Body, FormOf(separator ?? SeparatorOf(locale)), leaveOpen: true);
        await writer.WriteRecordAsync(columns, httpContext.RequestAborted);
        await foreach (var record in records.WithCancellation(httpContext.RequestAborted))
            await writer.WriteRecordAsync([.. record.Select(Harmless)], httpContext.RequestAborted);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    private static CsvWriterOptions FormOf(CsvSeparator separator) => new()
    {
        NewLine = "\r\n",
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
        Separator = separator switch { CsvSeparator.Comma => ',', CsvSeparator.Semicolon => ';', CsvSeparator.Tab => '\t' },
    };

    // Where the comma is in numbers, spreadsheets put semicolons between cells.
    private static CsvSeparator SeparatorOf(CultureInfo? locale) =>
        locale is not null && (locale.TextInfo.ListSeparator == ";" || locale.NumberFormat.NumberDecimalSeparator == ",") ? CsvSeparator.Semicolon : CsvSeparator.Comma;

    /// <summary>The reader's locale by the directory, or by their browser.</summary>
    private static CultureInfo? LocaleOf(HttpContext http) => new[] { http.TryGetCaller()?.User.Locale }
        .Concat(http.Request.GetTypedHeaders().AcceptLanguage.Where(range => range.Quality != 0).OrderByDescending(range => range.Quality ?? 1).Select(range => range.Value.Value))
        .Select(Find)
        .FirstOrDefault(locale => locale is not null);

    private static CultureInfo? Find(string? tag)
    {
        try
        {
            return string.IsNullOrWhiteSpace(tag) ? null : CultureInfo.CreateSpecificCulture(CultureInfo.GetCultureInfo(tag, predefinedOnly: true).Name);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    // Some spreadsheets read over NUL and see what comes after it; the writer's own list takes no such character.
    private static string Harmless(string field) => field.StartsWith('\0') ? $"'{field}" : field;
}
