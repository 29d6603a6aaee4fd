using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Requests;

/// <summary>The catalogue of entitlements that can be requested.</summary>
public sealed class ShowCatalogue(CatalogueReader catalogue)
{
    [Function(nameof(ShowCatalogue))]
    [Requires(OrganizationAction.RequestAccess)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "requests/new")] HttpRequest request, CancellationToken cancellationToken)
    {
        var content = await catalogue.ReadAsync(request.HttpContext.GetCaller(), CatalogueQuery.Of(request.Query), request.Query.ReadLimit(), cancellationToken);
        return Page.Of<CataloguePage>(new { Content = content });
    }
}
