using System.Globalization;
using AccessReview.App.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>A CSV download: RFC 4180 with a byte order mark. No cell can be run as a formula by a spreadsheet.</summary>
/// <param name="separator">The requested separator; null: the one that spreadsheets of the reader's locale expect.</param>
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
        await using var writer = CsvWriter.Create(response.Body, CsvForm.With(separator ?? SeparatorOf(locale)), leaveOpen: true);
        await writer.WriteRecordAsync(columns, httpContext.RequestAborted);
        await foreach (var record in records.WithCancellation(httpContext.RequestAborted))
            await writer.WriteRecordAsync(CsvForm.Harmless(record), httpContext.RequestAborted);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    // Spreadsheets separate cells with semicolons where the locale's decimal separator is a comma.
    private static CsvSeparator SeparatorOf(CultureInfo? locale) =>
        locale is not null && (locale.TextInfo.ListSeparator == ";" || locale.NumberFormat.NumberDecimalSeparator == ",") ? CsvSeparator.Semicolon : CsvSeparator.Comma;

    /// <summary>The reader's locale from the directory, otherwise from the browser.</summary>
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
}
