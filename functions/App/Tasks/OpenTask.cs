using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <param name="Kind">certification or revocation: the other kinds follow from requests and decisions.</param>
/// <param name="User">Whose access.</param>
/// <param name="Entitlement">To what; the user must hold it.</param>
public sealed record OpenTaskRequest(TaskKind Kind, UserId User, EntitlementId Entitlement, string? Reason = null);

/// <summary>Opens a certification or a revocation of a grant.</summary>
public sealed class OpenTask(TaskOpening opening, DirectoryStore directory, TaskReader reader, TaskStore store)
{
    [Function(nameof(OpenTask))]
    [Requires(OrganizationAction.OpenTask)]
    [Api("Opens a certification or a revocation.", Takes = typeof(OpenTaskRequest), Answers = typeof(TaskView), Status = 201)]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<OpenTaskRequest>(cancellationToken);
        if (wanted.Kind is not (TaskKind.Certification or TaskKind.Revocation))
            throw new ProblemException(StatusCodes.Status400BadRequest, "wrong_kind", "Only certifications and revocations are opened by hand; the other kinds follow from requests and decisions.");
        if (PlainText.IsTooLong(PlainText.Clean(wanted.Reason)))
            throw Problems.BadRequest($"The reason has at most {PlainText.MostCharacters} characters.", "text_too_long");
        if (await directory.FindGrantAsync(wanted.User, wanted.Entitlement, cancellationToken) is not { IsHeld: true })
            throw new ProblemException(StatusCodes.Status409Conflict, "not_held", "The user does not hold this entitlement.");

        // The same request by the same person with the same key is the same task, even where the stored answer was lost.
        var origin = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? $"{caller.Id}\n{key}" : Guid.CreateVersion7().ToString("N");
        var id = TaskId.Derive(origin, nameof(OpenTask));
        var task = await opening.OpenAsync(
            client,
            new TaskToOpen(id, wanted.Kind, wanted.User, wanted.Entitlement, CaseId.From(id.Value), caller.Actor) { RequestedBy = caller.Id, Reason = wanted.Reason },
            cancellationToken);

        var stored = await store.LoadAsync(task.Id, cancellationToken) ?? throw Problems.NotFound();
        var readable = await reader.DescribeAsync(stored, cancellationToken);
        return ApiResult.Created($"/api/v1/tasks/{task.Id}", TaskView.Of(readable.Task, caller.Actor, readable.Facts, readable.At)).WithETag(TaskAnswers.TagOf(readable.Task));
    }
}
