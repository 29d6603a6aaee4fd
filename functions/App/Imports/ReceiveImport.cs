using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace AccessReview.App.Imports;

/// <summary>Receives users, apps, entitlements, grants and accounts, or some of them, as CSV files of a form or as JSON arrays.</summary>
public sealed class ReceiveImport(ImportIntake intake)
{
    private const int LongestBoundary = 70; // RFC 2046.

    [Function(nameof(ReceiveImport))]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api(
        "Imports the directory from CSV files or JSON. Valid lines are imported; invalid lines are reported.",
        Takes = typeof(JsonObject), Answers = typeof(ImportView), Status = 202)]
    [ApiQuery("dryRun", typeof(bool), "`true`: the lines are only checked. The counts and problems are those of an import, and nothing is written.")]
    [ApiQuery("completeFor", typeof(string), "Apps, separated by semicolons, whose grants and accounts are all in this import. What it does not name ends as removed outside; if it is much, after a second person confirms it.")]
    [ApiProblem(400, "nothing_to_import", "too_many_apps", "unknown_app")]
    [ApiProblem(409, "no_admin")]
    [BodyLimit(ImportLimits.LargestBody)]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/directory/imports")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var isDryRun = request.Query.ReadFlag("dryRun") ?? false;
        var completeFor = CompleteFor.Read(request.Query.ReadText("completeFor"));
        var files = await ReadAsync(request, cancellationToken);
        if (files.Count == 0)
            throw Problems.BadRequest("Nothing was sent. Send users, apps, entitlements, grants or accounts.", "nothing_to_import");

        var id = request.HttpContext.GetOperation().Value;
        var state = await intake.AcceptAsync(id, caller.Id, files, cancellationToken, isDryRun, completeFor);
        await intake.StartAsync(client, state, CancellationToken.None);
        return ApiResult.Accepted($"/api/v1/directory/imports/{id}", ImportView.Of(state));
    }

    private static async Task<IReadOnlyList<(ImportedFile File, IEnumerable<RawLine> Lines)>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && request.Headers.ContentEncoding.Count == 0)
        {
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
                return ReadJson(await request.ReadBodyAsync(cancellationToken));
            if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
                return await ReadFormAsync(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), await request.ReadBodyAsync(cancellationToken), cancellationToken);
        }

        throw Problems.UnsupportedType("multipart/form-data with CSV files, or application/json");
    }

    private static async Task<IReadOnlyList<(ImportedFile File, IEnumerable<RawLine> Lines)>> ReadFormAsync(
        string boundary, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (boundary.Length is 0 or > LongestBoundary)
            throw Problems.BadRequest("The form has no valid boundary.");

        var files = new SortedDictionary<ImportedFile, byte[]>();
        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            var form = new MultipartReader(boundary, stream);
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content, cancellationToken);
                var name = section.GetContentDispositionHeader()?.Name.ToString().Trim('"');
                if (!files.TryAdd(FileOf(name), content.ToArray()))
                    throw Problems.BadRequest("A file was sent twice.");
            }
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException)
        {
            throw Problems.BadRequest("The form could not be read.");
        }

        return [.. files.Select(file => (file.Key, CsvLines.Read(file.Key, file.Value)))];
    }

    private static IReadOnlyList<(ImportedFile File, IEnumerable<RawLine> Lines)> ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            JsonTokens.Check(body.Span);
            // Not disposed, because the lines are read from it later.
            var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Json.Deepest });
            if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.EnumerateObject().Any(property => property.Value.ValueKind != JsonValueKind.Array))
                throw Problems.BadRequest("Send one object with arrays named users, apps, entitlements, grants, accounts.", "bad_json");
            // An empty array counts as a missing file, because programs send one for what they do not have.
            return [.. document.RootElement.EnumerateObject().Select(property => (File: FileOf(property.Name), property.Value))
                .Where(file => file.Value.GetArrayLength() > 0)
                .OrderBy(file => file.File).Select(file => (file.File, JsonLines.Read(file.File, file.Value)))];
        }
        catch (JsonException)
        {
            throw Problems.BadRequest("The body is not valid JSON.", "bad_json");
        }
    }

    private static ImportedFile FileOf(string? name) => name switch
    {
        "users" => ImportedFile.Users,
        "apps" => ImportedFile.Apps,
        "entitlements" => ImportedFile.Entitlements,
        "grants" => ImportedFile.Grants,
        "accounts" => ImportedFile.Accounts,
        _ => throw Problems.BadRequest("Name the files users, apps, entitlements, grants and accounts."),
    };
}
