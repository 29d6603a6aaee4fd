using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <summary>Undoes the caller's last decision of a task, before it takes effect.</summary>
public sealed class UndoTask(TaskEndpoint endpoint)
{
    [Function(nameof(UndoTask))]
    [Requires(OrganizationAction.Work)]
    [Api("Undoes the caller's decision until it takes effect, at undoUntil. The task is open again.", Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(403, "not_decider", "own_access", "read_only_role")]
    [ApiProblem(409, "nothing_to_undo", "undo_overtaken", "undo_too_late")]
    [Idempotent]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/undo")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        endpoint.ExecuteAsync(request, task, client, TaskIntents.Undo(null), cancellationToken);
}
