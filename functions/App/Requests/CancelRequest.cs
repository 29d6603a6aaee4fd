using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <param name="Reason">In the caller's words; may be left out.</param>
public sealed record CancellationBody(string? Reason = null);

/// <summary>Takes a request back: a program by the API, a person by the form on its page.</summary>
public sealed class CancelRequest(RequestWithdrawal withdrawal, StandingReader standings)
{
    [Function(nameof(CancelRequest))]
    [Requires(OrganizationAction.RequestAccess)]
    [Api("Withdraws a request.", Takes = typeof(CancellationBody), Answers = typeof(RequestView))]
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
        // Who may not see it learns no more here than elsewhere: reading it again answers 404.
        catch (ProblemException problem)
        {
            return Page.Of<RequestPage>(new { Content = await standings.ReadAsync(caller, id, cancellationToken), Fault = problem.Title, Reason = reason }, problem.Status);
        }
    }
}
