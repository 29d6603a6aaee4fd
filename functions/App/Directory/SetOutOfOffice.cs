using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Directory;

/// <param name="DelegateId">Who stands in; null: nobody, the caller is back.</param>
/// <param name="Until">When the caller is back; null: until told otherwise.</param>
public sealed record OutOfOfficeRequest(UserId? DelegateId = null, DateTimeOffset? Until = null);

/// <summary>Says who stands in for the caller.</summary>
public sealed class SetOutOfOffice(DirectoryStore directory, TimeProvider time)
{
    private const int Attempts = 5;

    [Function(nameof(SetOutOfOffice))]
    [Requires(OrganizationAction.Work)]
    [Api("Names who stands in for the caller while they are away, or nobody.", Takes = typeof(OutOfOfficeRequest), Answers = typeof(UserView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/v1/users/me/out-of-office")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<OutOfOfficeRequest>(cancellationToken);
        await CheckAsync(caller.Id, wanted, cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var stored = await directory.LoadUserAsync(caller.Id, cancellationToken) ?? throw Problems.NotFound();
            var user = stored.Value with { DelegateId = wanted.DelegateId, DelegateUntil = wanted.DelegateId is null ? null : wanted.Until };
            try
            {
                await directory.WriteUsersAsync([new(stored, user)], cancellationToken);
                return ApiResult.Ok(UserView.Of(user));
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Somebody else changed the person: look again.
            }
        }

        throw Problems.Busy();
    }

    private async Task CheckAsync(UserId self, OutOfOfficeRequest wanted, CancellationToken cancellationToken)
    {
        if (wanted.DelegateId is not { } standIn)
            return;
        if (standIn == self)
            throw Problems.BadRequest("Nobody stands in for themselves.", "own_delegate");
        if (wanted.Until <= time.GetUtcNow())
            throw Problems.BadRequest("until is over already.", "end_in_past");
        if (await directory.FindUserAsync(standIn, cancellationToken) is not { IsActive: true })
            throw Problems.BadRequest("The delegate is nobody who is active in the directory.", "unknown_user");
    }
}
