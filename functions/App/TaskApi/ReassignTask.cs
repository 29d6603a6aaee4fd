using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="To">The new assignee.</param>
/// <param name="Step">The step that the caller saw.</param>
/// <param name="Reason">Required.</param>
public sealed record ReassignmentRequest(UserId To, int Step, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Reassigns a task to another user.</summary>
public sealed class ReassignTask(TaskEndpoint endpoint)
{
    [Function(nameof(ReassignTask))]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Reassigns a task. The new assignees get the reason.",
        Takes = typeof(ReassignmentRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "reason_required", "target_not_eligible", "text_too_long")]
    [ApiProblem(403, "decided_earlier_stage", "own_access", "own_recommendation", "read_only_role", "reassign_not_allowed", "target_not_allowed")]
    [ApiProblem(409, "already_assigned", "stale_step", "task_closed", "undo_pending")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/reassignments")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ReassignmentRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.Reassign(wanted.To, wanted.Step, wanted.Reason), cancellationToken, wanted.To);
    }
}
