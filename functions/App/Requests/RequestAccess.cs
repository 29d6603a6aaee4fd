using System.ComponentModel.DataAnnotations;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <param name="EntitlementId">The requested entitlement.</param>
/// <param name="Reason">Why.</param>
/// <param name="For">The user who gets the access; null: the caller.</param>
/// <param name="Until">The last day of the access, or the time when it ends; null: no end date.</param>
public sealed record AccessRequestBody(
    EntitlementId EntitlementId, [property: MaxLength(PlainText.MaxCharacters)] string Reason, UserId? For = null, DayOrTime? Until = null);

/// <summary>Requests an entitlement for the caller or for another user.</summary>
public sealed class RequestAccess(RequestOpening opening, DirectoryStore directory, TimeProvider time)
{
    [Function(nameof(RequestAccess))]
    [Requires(OrganizationAction.RequestAccess)]
    [Api("Requests access for the caller or another person.", Takes = typeof(AccessRequestBody), Answers = typeof(RequestView), Status = 201)]
    [ApiProblem(400, "bad_date", "end_in_past", "reason_required", "text_too_long", "unknown_entitlement", "unknown_user")]
    [ApiProblem(403, "read_only_role")]
    [ApiProblem(409, "already_held", "already_pending", "inactive_user", "not_requestable")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/requests")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var body = await request.ReadJsonAsync<AccessRequestBody>(cancellationToken);
        var person = body.For is { } other && other != caller.Id ? await directory.FindUserAsync(other, cancellationToken) : caller.User;
        var wanted = new AccessRequest
        {
            Case = RequestKeys.CaseFor(request.HttpContext.GetOperation()),
            RequestedBy = caller.Id,
            For = body.For ?? caller.Id,
            Entitlement = body.EntitlementId,
            Reason = body.Reason,
            // A day ends in the time zone of the user who gets the access.
            Until = body.Until?.EndIn(person?.TimeZone),
            RequestedAt = time.GetUtcNow(),
        };

        var (opened, refused) = await opening.OpenAsync(client, wanted, caller.Roles, cancellationToken);
        if (refused is { } why)
            throw RequestProblems.Of(why);
        var stored = opened ?? throw Problems.Busy();
        // A repeated call gets the same response, even if the request has changed since.
        return ApiResult.Created($"/api/v1/requests/{stored.Request.Case}", RequestView.Of(stored.Request with { State = RequestState.Pending }, null));
    }
}
