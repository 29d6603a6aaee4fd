using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>The API for what an import does not name of the apps for which it is complete.</summary>
public sealed class ListEndings(ImportStore imports, ImportReader reader, Cursor cursors)
{
    private static readonly string[] Columns = ["app", "user", "name", "entitlement", "access", "account", "login", "state"];

    [Function("ListImportEndings")]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api("The grants and accounts that an import ends, or would end, because it is complete for their app and does not name them.", Answers = typeof(Listed<GoneLine>), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/directory/imports/{id}/endings")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var import = await reader.FindAsync(id, cancellationToken);
        return ApiResult.Ok(await request.ReadPageAsync(cursors, after => imports.GoneAsync(import.Id, null, after, cancellationToken), cancellationToken));
    }

    [Function("DownloadImportEndings")]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api(
        "The grants and accounts that an import ends, or would end, as CSV. The separator is that of the reader's locale unless one is given.",
        Answers = typeof(string), Content = "text/csv")]
    [ApiQuery("separator", typeof(CsvSeparator), "The character between the cells.")]
    public async Task<IResult> DownloadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/directory/imports/{id}/endings.csv")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var import = await reader.FindAsync(id, cancellationToken);
        var lines = imports.GoneAsync(import.Id, null, null, cancellationToken).Select(line => line.Value);
        return new CsvDownload($"import-{import.Id}-removed-outside.csv", Columns, lines.Select(Of), request.Query.ReadEnum<CsvSeparator>("separator"));
    }

    private static string[] Of(GoneLine line) =>
    [
        line.App.Value, line.User?.Value ?? "", line.UserName ?? "", line.Entitlement?.Value ?? "", line.EntitlementName ?? "", line.Account?.Value ?? "", line.Login ?? "",
        EnumNames.Of(line.State),
    ];
}
