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
public sealed record QuestionRequest([property: MaxLength(PlainText.MaxCharacters)] string Text);

/// <summary>Asks a task's requester for information.</summary>
public sealed class AskRequester(TaskEndpoint endpoint)
{
    [Function(nameof(AskRequester))]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Asks the requester of an approval or provisioning for information. The ladder pauses until the answer, for two days at most.",
        Takes = typeof(QuestionRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "question_empty", "text_too_long")]
    [ApiProblem(403, "not_assignee", "own_access", "read_only_role")]
    [ApiProblem(409, "nobody_to_ask", "question_open", "task_closed", "too_many_questions", "undo_pending")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/questions")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<QuestionRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.Ask(wanted.Text), cancellationToken);
    }
}
