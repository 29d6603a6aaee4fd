using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <summary>The page of an entitlement: what it grants, its owners, its assignees and its holders.</summary>
public sealed class ShowEntitlement(EntitlementReader entitlements)
{
    [Function(nameof(ShowEntitlement))]
    [Requires(OrganizationAction.ReadDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/entitlements/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page.Of<EntitlementPage>(new { Content = await entitlements.ReadAsync(request.HttpContext.GetCaller(), EntitlementId.From(RouteId.Of(id)), request.Query, cancellationToken) });
}
