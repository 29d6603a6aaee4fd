using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <summary>Retries a failed change of access with a new task.</summary>
public sealed class RetryTask(TaskEndpoint endpoint)
{
    [Function(nameof(RetryTask))]
    [Requires(OrganizationAction.Work)]
    [Api("Retries a failed task with a new task.", Takes = typeof(EndingRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "text_too_long")]
    [ApiProblem(403, "own_access", "read_only_role")]
    [ApiProblem(409, "already_retried", "not_retryable", "undo_pending")]
    [ApiProblem(409, "already_held", "end_moved", "end_passed", "entitlement_gone", "not_held", "subject_inactive")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/retries")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndingRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.Retry(wanted.Reason), cancellationToken);
    }
}
