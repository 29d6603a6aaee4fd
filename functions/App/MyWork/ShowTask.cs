using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.MyWork;

/// <summary>The details of one task.</summary>
public sealed class ShowTask(DetailsReader details)
{
    [Function(nameof(ShowTask))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tasks/{task}")] HttpRequest request, string task, CancellationToken cancellationToken) =>
        Page.Of<DetailsPage>(new
        {
            Content = await details.ReadAsync(request.HttpContext.GetCaller(), task, cancellationToken),
            // The button in the mail, if the reader had to sign in first.
            Chosen = DecisionNames.ReadPreselected(request.Query),
        });
}
