using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>The form on a request's page that answers the open question of its task.</summary>
public sealed class AnswerRequestQuestion(TaskCommands commands, RequestStatusReader standings)
{
    [Function(nameof(AnswerRequestQuestion))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "requests/{id}/answer")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var answer = form.ReadProse("reason");
        var status = await standings.ReadAsync(caller, id, cancellationToken);
        // A reader without a right to the task may not answer.
        if (status.Newest is not { } task)
            throw Problems.Forbidden();
        var order = CommandOrder.From(caller, task.Id.Value, TaskIntents.Answer(answer));
        var problem = TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(client, order, cancellationToken));
        if (problem is null)
            return new SeeOther(RequestNote.Add(RequestPaths.Of(status.Request.Case), RequestNote.Answered));
        var now = await standings.ReadAsync(caller, id, cancellationToken);
        return Page.Of<RequestPage>(new { Content = now, Fault = problem.Sentence, Answer = answer }, problem.Status);
    }
}
