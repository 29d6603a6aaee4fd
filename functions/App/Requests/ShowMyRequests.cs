using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Requests;

/// <summary>The requests that the reader made and those made for them.</summary>
public sealed class ShowMyRequests(MyRequestsReader requests)
{
    [Function(nameof(ShowMyRequests))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "requests")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (query, caller) = (request.Query, request.HttpContext.GetCaller());
        var search = query.ReadSearch("q");
        return Page.Of<MyRequestsPage>(new { Content = await requests.ReadAsync(caller, search, query.ReadText("cursor"), query.ReadLimit(), cancellationToken) });
    }
}
