using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <summary>The page of an app: its owners, its connector and its entitlements.</summary>
public sealed class ShowApp(AppReader apps)
{
    [Function(nameof(ShowApp))]
    [Requires(OrganizationAction.ReadDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/apps/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page.Of<AppPage>(new { Content = await apps.ReadAsync(request.HttpContext.GetCaller(), AppId.From(RouteId.Of(id)), request.Query, cancellationToken) });
}
