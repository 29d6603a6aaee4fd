using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Openings;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Kind">certification or revocation. The other kinds follow from requests and decisions.</param>
/// <param name="User">The user whose access it is.</param>
/// <param name="Entitlement">The entitlement. The user must have it.</param>
/// <param name="Account">The account of the grant, if the user has several grants of the entitlement; null: the first grant.</param>
public sealed record OpenTaskRequest(
    TaskKind Kind, UserId User, EntitlementId Entitlement, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null, AccountId? Account = null);

/// <summary>Opens a certification or a revocation of a grant.</summary>
public sealed class OpenTask(AccessOpening openings, OpeningRights rights, TaskReader reader, TimeProvider clock)
{
    [Function(nameof(OpenTask))]
    [Requires(OrganizationAction.OpenTask)]
    [Api("Opens a certification or a revocation.", Takes = typeof(OpenTaskRequest), Answers = typeof(TaskView), Status = 201, HasETag = true)]
    [ApiProblem(400, "text_too_long", "wrong_kind")]
    [ApiProblem(409, "already_open", "not_held")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<OpenTaskRequest>(cancellationToken);
        if (DirectOpening.Judge(wanted.Kind, wanted.Reason) is { } refusal)
            throw OpeningProblems.Of(refusal);
        await rights.RequireAsync(caller, DirectOpening.ActionOf(wanted.Kind), wanted.User, wanted.Entitlement, cancellationToken);

        var order = new OpeningOrder(wanted.Kind, new(wanted.User, wanted.Entitlement, wanted.Account), wanted.Reason, request.HttpContext.GetOperation());
        var answer = await openings.OpenAsync(client, caller, order, cancellationToken);
        if (answer is not OpeningAnswer.Opened { Task: var task, Facts: var known })
            throw answer is OpeningAnswer.AlreadyOpen { Task: var open } ? OpeningProblems.AlreadyOpen(open) : OpeningProblems.Of(((OpeningAnswer.Refused)answer).Why);
        var facts = known ?? await reader.FactsOfAsync(task, CancellationToken.None);
        return TaskAnswers.Of(task, facts, clock.GetUtcNow(), caller).WithStatus(StatusCodes.Status201Created).WithLocation($"/api/v1/tasks/{task.Id}");
    }
}
