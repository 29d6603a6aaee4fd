using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Approves">False: the exception is denied, and the task goes back to its reviewers.</param>
/// <param name="Reason">Required to deny. The reviewers see it.</param>
public sealed record JudgeExceptionRequest(bool Approves, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Approves or denies an exception as a second person.</summary>
public sealed class JudgeException(TaskEndpoint endpoint)
{
    [Function(nameof(JudgeException))]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Approves or denies the exception of a certification, as another person than the one who decided.",
        Takes = typeof(JudgeExceptionRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "end_out_of_range", "reason_required", "text_too_long")]
    [ApiProblem(403, "own_access", "own_exception", "read_only_role")]
    [ApiProblem(409, "end_passed", "entitlement_gone", "no_exception", "not_held", "subject_inactive", "task_closed", "undo_pending")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/exception")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<JudgeExceptionRequest>(cancellationToken);
        return await endpoint.ExecuteAsync(request, task, client, TaskIntents.JudgeException(wanted.Approves, wanted.Reason), cancellationToken);
    }
}
