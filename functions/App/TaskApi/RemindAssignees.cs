using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <summary>Sends a task's assignees a reminder.</summary>
public sealed class RemindAssignees(TaskEndpoint endpoint)
{
    [Function(nameof(RemindAssignees))]
    [Requires(OrganizationAction.Work)]
    [Api("Sends the assignees a reminder.", Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(403, "read_only_role")]
    [ApiProblem(409, "nobody_to_remind", "task_closed", "undo_pending")]
    [ApiProblem(429, "reminder_too_soon")]
    [Idempotent]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/reminders")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        endpoint.ExecuteAsync(request, task, client, TaskIntents.Remind(), cancellationToken);
}
