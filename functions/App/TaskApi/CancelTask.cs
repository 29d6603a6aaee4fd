using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Reason">The caller's reason, in their own words; null: none.</param>
public sealed record EndingRequest([property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Cancels a task without a decision.</summary>
public sealed class CancelTask(TaskEndpoint endpoint)
{
    [Function(nameof(CancelTask))]
    [Requires(OrganizationAction.Work)]
    [Api("Cancels a task.", Takes = typeof(EndingRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "text_too_long")]
    [ApiProblem(403, "own_access", "read_only_role")]
    [ApiProblem(409, "task_closed")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/cancellation")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndingRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.Cancel(wanted.Reason), cancellationToken);
    }
}
