using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>The API for the progress and the problems of an import.</summary>
public sealed class ReadImport(ImportStore imports, ImportReader reader, Cursor cursors)
{
    [Function(nameof(ReadImport))]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api("Progress of an import.", Answers = typeof(ImportView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/directory/imports/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var state = await reader.FindAsync(id, cancellationToken);
        return ApiResult.Ok(ImportView.Of(state) with { Retried = RetriedImportView.Of(await reader.RetriedAsync(state, cancellationToken)) });
    }

    [Function("ListImportProblems")]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api("The invalid lines of an import, with the reasons.", Answers = typeof(Listed<ImportProblem>), IsPaged = true)]
    public async Task<IResult> ListProblemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/directory/imports/{id}/problems")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var import = await reader.FindAsync(id, cancellationToken);
        return ApiResult.Ok(await request.ReadPageAsync(cursors, after => imports.ProblemsAsync(import.Id, after, cancellationToken), cancellationToken));
    }

    [Function("DownloadImportProblems")]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api(
        "The invalid lines of an import as CSV. The separator is that of the reader's locale unless one is given.",
        Answers = typeof(string), Content = "text/csv")]
    [ApiQuery("separator", typeof(CsvSeparator), "The character between the cells.")]
    public async Task<IResult> DownloadProblemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/directory/imports/{id}/problems.csv")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var import = await reader.FindAsync(id, cancellationToken);
        var problems = imports.ProblemsAsync(import.Id, null, cancellationToken).Select(problem => problem.Value);
        return new CsvDownload($"import-{import.Id}-problems.csv", ["file", "line", "reason", "kind", "person"], problems.Select(ProblemCsv.Of), request.Query.ReadEnum<CsvSeparator>("separator"));
    }
}

internal static class ProblemCsv
{
    public static string[] Of(ImportProblem problem) =>
        [EnumNames.Of(problem.File), problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.ReasonForReader(), EnumNames.Of(problem.Kind), problem.Person?.Value ?? ""];
}
