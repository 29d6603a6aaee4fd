using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Openings;

/// <summary>The page before a review or a removal is opened: which access, who is expected to decide, and why.</summary>
public sealed class ShowOpeningForm(OpeningFormReader forms)
{
    [Function(nameof(ShowOpeningForm))]
    [Requires(OrganizationAction.OpenTask)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reviews/new")] HttpRequest request, CancellationToken cancellationToken) =>
        Page.Of<OpeningFormPage>(new { Content = await forms.ReadAsync(request.HttpContext.GetCaller(), OpeningQuery.Of(request.Query), cancellationToken) });
}
