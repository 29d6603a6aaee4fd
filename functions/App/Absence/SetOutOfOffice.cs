using AccessReview.App.Directory;
using AccessReview.App.DirectoryPages;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Absence;

/// <param name="DelegateId">The delegate; null: the caller is back.</param>
/// <param name="Until">The last day or moment out of office; null: no end.</param>
public sealed record OutOfOfficeRequest(UserId? DelegateId = null, DayOrTime? Until = null);

/// <summary>Sets the caller's delegate.</summary>
public sealed class SetOutOfOffice(OutOfOffice outOfOffice)
{
    [Function(nameof(SetOutOfOffice))]
    [Requires(OrganizationAction.Work)]
    [Api("Sets or clears the caller's out-of-office delegate.", Takes = typeof(OutOfOfficeRequest), Answers = typeof(UserView))]
    [ApiProblem(400, "bad_date", "end_in_past", "own_delegate", "unknown_user")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/v1/users/me/out-of-office")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<OutOfOfficeRequest>(cancellationToken);
        var until = wanted.Until?.EndIn(caller.User.TimeZone);
        if (await outOfOffice.FaultOfAsync(caller.Id, wanted.DelegateId, until, cancellationToken) is { } fault)
            throw ProblemOf(fault);
        return ApiResult.Ok(UserView.Of(await outOfOffice.SetAsync(client, caller.Id, wanted.DelegateId, until, cancellationToken)));
    }

    private static ProblemException ProblemOf(OutOfOfficeFault fault) => fault switch
    {
        OutOfOfficeFault.OwnDelegate => Problems.BadRequest("You cannot be your own delegate. Choose another person.", "own_delegate"),
        OutOfOfficeFault.EndInPast => Problems.BadRequest("until is over already.", "end_in_past"),
        OutOfOfficeFault.UnknownUser => Problems.BadRequest("The delegate is not an active person in the directory.", "unknown_user"),
    };
}
