using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Directory;

/// <summary>A table to download: RFC 4180 with a byte order mark, and nothing in it that a spreadsheet would run as a formula.</summary>
internal sealed class CsvDownload(string fileName, string[] columns, IAsyncEnumerable<string[]> records) : IResult
{
    private static readonly CsvWriterOptions Form = new() { NewLine = "\r\n", WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        await using var writer = CsvWriter.Create(response.Body, Form, leaveOpen: true);
        await writer.WriteRecordAsync(columns, httpContext.RequestAborted);
        await foreach (var record in records.WithCancellation(httpContext.RequestAborted))
            await writer.WriteRecordAsync([.. record.Select(Harmless)], httpContext.RequestAborted);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    // Some spreadsheets read over NUL and see what comes after it; the writer's own list takes no such character.
    private static string Harmless(string field) => field.StartsWith('\0') ? $"'{field}" : field;
}
