using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <param name="Reason">The caller's reason, in their own words; null: none.</param>
public sealed record CancellationBody([property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Withdraws a request: by the API, or by the form on its page.</summary>
public sealed class CancelRequest(RequestWithdrawal withdrawal, RequestStatusReader standings)
{
    [Function(nameof(CancelRequest))]
    [Requires(OrganizationAction.RequestAccess)]
    [Api("Withdraws a request.", Takes = typeof(CancellationBody), Answers = typeof(RequestView))]
    [ApiProblem(400, "text_too_long")]
    [ApiProblem(403, "read_only_role")]
    [ApiProblem(409, "request_over")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/requests/{id}/cancellation")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await request.ReadJsonAsync<CancellationBody>(cancellationToken);
        return ApiResult.Ok(RequestView.Of(await withdrawal.WithdrawAsync(client, request.HttpContext.GetCaller(), id, body.Reason, request.HttpContext.GetOperation(), cancellationToken)));
    }

    [Function("WithdrawRequest")]
    [Requires(OrganizationAction.RequestAccess)]
    public async Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "requests/{id}/withdrawal")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var reason = form.ReadProse("reason");
        try
        {
            var withdrawn = await withdrawal.WithdrawAsync(client, caller, id, reason, null, cancellationToken);
            return new SeeOther(RequestNote.Add(RequestPaths.Of(withdrawn.Request.Case), RequestNote.Withdrawn));
        }
        // For a reader without access to the request, this second read returns 404.
        catch (ProblemException problem)
        {
            return Page.Of<RequestPage>(new { Content = await standings.ReadAsync(caller, id, cancellationToken), Fault = problem.Title, Reason = reason }, problem.Status);
        }
    }
}
