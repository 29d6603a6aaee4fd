using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Text">Plain text, at most 2,000 characters.</param>
public sealed record CommentRequest([property: MaxLength(PlainText.MaxCharacters)] string Text);

/// <summary>Comments on a task.</summary>
public sealed class CommentOnTask(TaskEndpoint endpoint)
{
    [Function(nameof(CommentOnTask))]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Comments on a task; assignees, requester and earlier commenters are notified.",
        Takes = typeof(CommentRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "comment_empty", "text_too_long")]
    [ApiProblem(403, "read_only_role")]
    [ApiProblem(409, "task_closed", "undo_pending")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/comments")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<CommentRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.Comment(wanted.Text), cancellationToken);
    }
}
