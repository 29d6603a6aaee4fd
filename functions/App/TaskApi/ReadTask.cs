using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.TaskApi;

/// <summary>One task, with the actions that the caller may do now.</summary>
public sealed class ReadTask(TaskReader reader)
{
    [Function(nameof(ReadTask))]
    [Requires(OrganizationAction.Work)]
    [Api("Returns a task by id or number, with the actions the caller can take now.", Answers = typeof(TaskView), HasETag = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/tasks/{task}")] HttpRequest request, string task, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        return TaskAnswers.Of(await reader.ReadAsync(caller, task, cancellationToken), caller);
    }
}
