using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Requests;

/// <summary>One request, and the caller's requests.</summary>
public sealed class ReadRequests(RequestReader reader, RequestStore requests, RetriedOpenings retried, Cursor cursors)
{
    [Function("ReadRequest")]
    [Requires(OrganizationAction.Work)]
    [Api("One request.", Answers = typeof(RequestView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/requests/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var stored = await reader.ReadAsync(request.HttpContext.GetCaller(), id, cancellationToken);
        return ApiResult.Ok(RequestView.Of(stored) with { Retried = RetriedOpeningView.Of(await retried.FindAsync(stored, cancellationToken)) });
    }

    [Function("ListMyRequests")]
    [Requires(OrganizationAction.Work)]
    [Api("Lists the caller's requests.", Answers = typeof(Listed<RequestView>), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/requests")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var page = await request.ReadPageAsync(cursors, after => requests.OfAsync(caller.Id, after, cancellationToken), cancellationToken);
        return ApiResult.Ok(page.Select(RequestView.Of));
    }
}
