using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>How far an import has come, and which lines were bad. While it runs the page looks again by itself.</summary>
public sealed class ShowImport(ImportReader imports)
{
    [Function(nameof(ShowImport))]
    [Requires(OrganizationAction.ImportDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/import/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var content = await imports.ReadAsync(request.HttpContext.GetCaller(), id, request.Query.ReadText("cursor"), cancellationToken);
        return Page.Of<ImportPage>(new { Content = content });
    }
}
