using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Requests;

/// <summary>One request and its status.</summary>
public sealed class ShowRequest(RequestStatusReader standings)
{
    [Function(nameof(ShowRequest))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "requests/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page.Of<RequestPage>(new { Content = await standings.ReadAsync(request.HttpContext.GetCaller(), id, cancellationToken) });
}
