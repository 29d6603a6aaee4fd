using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.TaskApi;

/// <summary>The context that helps to judge a task: other holders, the origin of the access, its last use and review.</summary>
public sealed class ReadTaskContext(TaskReader reader, TaskStore store, TaskContextReader contexts)
{
    [Function(nameof(ReadTaskContext))]
    [Requires(OrganizationAction.Work)]
    [Api("Returns the details of a task's access: as of now, or as of the decision if it is decided.", Answers = typeof(TaskContext))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/tasks/{task}/context")] HttpRequest request, string task, CancellationToken cancellationToken)
    {
        var readable = await reader.ReadAsync(request.HttpContext.GetCaller(), task, cancellationToken);
        var events = await store.EventsAsync(readable.Task.Id, cancellationToken);
        return ApiResult.Ok(await contexts.ReadAsync(readable, events.Select(stored => stored.Event), cancellationToken));
    }
}
