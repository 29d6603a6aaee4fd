using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>Checks files by the API without importing them.</summary>
public static class DryRun
{
    public const string Path = $"{DirectoryFiles.Path}?dryRun=true";

    /// <summary>Returns the API's description of the finished dry run.</summary>
    public static async Task<JsonElement> CheckAsync(this TheApp app, IEnumerable<KeyValuePair<string, string>> files)
    {
        using var answer = await app.SendFilesAsync(files, Guid.NewGuid().ToString(), Path);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await app.RestAsync();
        return await app.As(SmallOrganization.Admin).GetAsync(answer.Headers.Location!.ToString()); // The answer to an accepted import has its URL.
    }

    /// <summary>The counts and problems of an import or a dry run, without the sentences that say whether it was one.</summary>
    public static async Task<string> ResultOf(this TheApp app, JsonElement import)
    {
        var problems = (await app.ProblemsAsync(import)).Select(problem =>
            $"{problem.GetProperty("file")} {problem.GetProperty("line")} {problem.GetProperty("kind")} {problem.GetProperty("reason")}".Replace("The rest of the line can be imported.", "The rest of the line was imported.", StringComparison.Ordinal));
        return string.Join('\n', [$"{import.GetProperty("files")}", $"{import.GetProperty("result")}", .. problems]);
    }

    /// <summary>Everything that is stored of the directory and of its changes, without the imports themselves.</summary>
    public static async Task<IReadOnlyList<string>> DirectoryRowsAsync(this TheApp app)
    {
        List<string> rows = [];
        foreach (var table in new[] { "Directory", "Changes" })
        {
            await foreach (var row in app.Tables.GetTableClient(table).QueryAsync<TableEntity>())
            {
                if (!row.PartitionKey.StartsWith("import", StringComparison.Ordinal))
                    rows.Add($"{table} {row.PartitionKey} {row.RowKey} {string.Join(' ', row.Where(cell => cell.Key is not "odata.etag" and not "Timestamp").OrderBy(cell => cell.Key).Select(cell => $"{cell.Key}={cell.Value}"))}");
            }
        }

        return rows;
    }

    /// <summary>What an import has stored.</summary>
    public static Task<List<string>> RowsOfAsync(this TheApp app, string import) => app.Tables.GetTableClient("Directory")
        .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"import|" + import}")).Select(row => row.RowKey).ToListAsync().AsTask();
}
