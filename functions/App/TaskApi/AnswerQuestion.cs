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
public sealed record AnswerRequest([property: MaxLength(PlainText.MaxCharacters)] string Text);

/// <summary>Answers a task's open question.</summary>
public sealed class AnswerQuestion(TaskEndpoint endpoint)
{
    [Function(nameof(AnswerQuestion))]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Answers the open question of a task, as its requester or as the person who gets the access. The ladder continues.",
        Takes = typeof(AnswerRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "answer_empty", "text_too_long")]
    [ApiProblem(409, "no_question", "task_closed", "undo_pending")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/answers")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<AnswerRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.Answer(wanted.Text), cancellationToken);
    }
}
