using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <summary>The directory's start page: one search for users, apps and entitlements.</summary>
public sealed class ShowDirectory(DirectorySearch search)
{
    [Function(nameof(ShowDirectory))]
    [Requires(OrganizationAction.ReadDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory")] HttpRequest request, CancellationToken cancellationToken)
    {
        var view = new DirectoryView(request.Query.ReadSearch("q"), request.Query.ReadEnum<DirectoryPart>("part"));
        return Page.Of<DirectoryPage>(new { Content = await search.ReadAsync(request.HttpContext.GetCaller(), view, request.Query.ReadText("cursor"), cancellationToken) });
    }
}
