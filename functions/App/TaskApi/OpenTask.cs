using System.ComponentModel.DataAnnotations;
using AccessReview.App.Directory;
using AccessReview.App.Http;
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
public sealed record OpenTaskRequest(
    TaskKind Kind, UserId User, EntitlementId Entitlement, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Opens a certification or a revocation of a grant.</summary>
public sealed class OpenTask(TaskOpening opening, DirectoryStore directory, TaskReader reader, TaskStore store, TaskIndex index, TimeProvider clock)
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
            throw ProblemOf(refusal);

        // The same operation gives the same task. A task that an earlier call opened is returned, even if the access has changed since.
        var operation = request.HttpContext.GetOperation();
        var id = TaskId.Derive(operation.Value, nameof(OpenTask));
        var known = operation.IsRepeatable ? await store.LoadAsync(id, operation, cancellationToken) : null;
        if (known is null)
            await CheckAsync(wanted, cancellationToken);

        var opened = await opening.OpenAsync(
            client,
            new TaskToOpen(id, wanted.Kind, wanted.User, wanted.Entitlement, CaseId.From(id.Value), caller.Actor) { RequestedBy = caller.Id, Reason = wanted.Reason, Operation = operation.Value, IsNew = known is null },
            cancellationToken);
        var task = known?.DoneAt is { } version ? await store.AtAsync(id, version, CancellationToken.None) : opened.Task;
        var facts = opened.Facts ?? await reader.FactsOfAsync(task, CancellationToken.None);
        return TaskAnswers.Of(task, facts, clock.GetUtcNow(), caller).WithStatus(StatusCodes.Status201Created).WithLocation($"/api/v1/tasks/{id}");
    }

    private async Task CheckAsync(OpenTaskRequest wanted, CancellationToken cancellationToken)
    {
        var about = AboutAsync(wanted, cancellationToken);
        if (DirectOpening.Judge(await directory.FindGrantAsync(wanted.User, wanted.Entitlement, cancellationToken)) is { } missing)
            throw ProblemOf(missing);
        if (DirectOpening.FindOpen(wanted.Kind, await about) is { } open)
            throw new ProblemException(StatusCodes.Status409Conflict, "already_open", $"Task #{open.Number} about this access is open.") { Extensions = { ["task"] = open.Id, ["number"] = open.Number } };
    }

    private async Task<IReadOnlyList<ReviewTask>> AboutAsync(OpenTaskRequest wanted, CancellationToken cancellationToken)
    {
        var ids = await index.OpenAboutAsync(wanted.User, wanted.Entitlement, cancellationToken).ToListAsync(cancellationToken);
        return [.. (await Task.WhenAll(ids.Select(id => store.LoadAsync(id, cancellationToken)))).OfType<StoredTask>().Select(stored => stored.Task)];
    }

    private static ProblemException ProblemOf(OpeningRefusal why) => why switch
    {
        OpeningRefusal.WrongKind => new(StatusCodes.Status400BadRequest, "wrong_kind", "Only certifications and revocations can be opened directly. The other kinds follow from requests and decisions."),
        OpeningRefusal.TextTooLong => Problems.BadRequest($"The reason has at most {PlainText.MaxCharacters} characters.", "text_too_long"),
        OpeningRefusal.NotHeld => new(StatusCodes.Status409Conflict, "not_held", "The user does not have this entitlement."),
    };
}
