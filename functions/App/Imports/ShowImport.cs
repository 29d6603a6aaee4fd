using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>The page of an import: its progress and bad lines. It refreshes automatically while the import runs.</summary>
public sealed class ShowImport(ImportReader imports)
{
    [Function(nameof(ShowImport))]
    [Requires(OrganizationAction.ImportDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/import/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var content = await imports.ReadAsync(request.HttpContext.GetCaller(), id, request.Query.ReadText("cursor"), cancellationToken, request.Query.ReadText("ended"));
        return Page.Of<ImportPage>(new { Content = content });
    }
}
