using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Openings;

/// <param name="Kind">certification: reviewers keep or remove the access. revocation: another person confirms its removal.</param>
/// <param name="Reason">Why. Every assignee reads it.</param>
/// <param name="Entitlements">Only these entitlements; null: all that the user holds.</param>
public sealed record ReviewsOfUserRequest(
    TaskKind Kind,
    [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null,
    [property: Length(1, AccessOpening.MaxTasks)] IReadOnlyList<EntitlementId>? Entitlements = null);

/// <param name="Kind">certification: reviewers keep or remove the access. revocation: another person confirms its removal.</param>
/// <param name="Reason">Why. Every assignee reads it.</param>
/// <param name="Users">Only these users; null: everybody who holds the entitlement.</param>
public sealed record ReviewsOfEntitlementRequest(
    TaskKind Kind,
    [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null,
    [property: Length(1, AccessOpening.MaxTasks)] IReadOnlyList<UserId>? Users = null);

/// <summary>Opens a task for each access of a person, or for everybody who has an entitlement.</summary>
public sealed class OpenReviews(AccessOpening openings, OpeningScope scope, OpeningRights rights)
{
    [Function("OpenReviewsOfUser")]
    [Requires(OrganizationAction.OpenTask)]
    [Api("Opens a review or a removal of each access of a person. Each has its own result.", Takes = typeof(ReviewsOfUserRequest), Answers = typeof(OpeningResults))]
    [ApiProblem(400, "text_too_long", "too_many_tasks", "wrong_kind")]
    [Idempotent]
    public async Task<IResult> OfUserAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/{id}/reviews")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ReviewsOfUserRequest>(cancellationToken);
        var user = await scope.FindUserAsync(request.HttpContext.GetCaller(), id, cancellationToken);
        await rights.RequireAsync(request.HttpContext.GetCaller(), OpeningAction.ReviewPerson, user.Id, null, cancellationToken);
        var access = wanted.Entitlements is { } named
            ? await EachAsync(named.Distinct().Select(entitlement => scope.HeldByAsync(user.Id, entitlement, cancellationToken)))
            : await scope.HeldByAsync(user.Id, cancellationToken);
        return await OpenAsync(request, client, wanted.Kind, wanted.Reason, access);
    }

    [Function("OpenReviewsOfEntitlement")]
    [Requires(OrganizationAction.OpenTask)]
    [Api("Opens a review or a removal for everybody who has an entitlement. Each has its own result.", Takes = typeof(ReviewsOfEntitlementRequest), Answers = typeof(OpeningResults))]
    [ApiProblem(400, "text_too_long", "too_many_tasks", "wrong_kind")]
    [Idempotent]
    public async Task<IResult> OfEntitlementAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/entitlements/{id}/reviews")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ReviewsOfEntitlementRequest>(cancellationToken);
        var entitlement = await scope.FindEntitlementAsync(id, cancellationToken);
        await rights.RequireAsync(request.HttpContext.GetCaller(), OpeningAction.ReviewEntitlement, null, entitlement.Id, cancellationToken);
        var access = wanted.Users is { } named
            ? await EachAsync(named.Distinct().Select(user => scope.HeldByAsync(user, entitlement.Id, cancellationToken)))
            : await scope.HoldersOfAsync(entitlement.Id, cancellationToken);
        return await OpenAsync(request, client, wanted.Kind, wanted.Reason, access);
    }

    private static async Task<IReadOnlyList<AccessKey>> EachAsync(IEnumerable<Task<IReadOnlyList<AccessKey>>> reads) => [.. (await Task.WhenAll(reads)).SelectMany(held => held)];

    private async Task<IResult> OpenAsync(HttpRequest request, DurableTaskClient client, TaskKind kind, string? reason, IReadOnlyList<AccessKey> access)
    {
        if (DirectOpening.Judge(kind, reason) is { } refusal)
            throw OpeningProblems.Of(refusal);
        var orders = OpeningOrder.Of(kind, access, reason, request.HttpContext.GetOperation());
        return ApiResult.Ok(await openings.OpenAllAsync(client, request.HttpContext.GetCaller(), [.. orders]));
    }
}
