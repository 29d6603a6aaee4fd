using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Tasks;

/// <summary>What waits for the caller, and what they have completed.</summary>
public sealed class ListMyTasks(TaskLists lists, Cursor cursors)
{
    [Function(nameof(ListMyTasks))]
    [Requires(OrganizationAction.Work)]
    [Api("What waits for the caller.", Answers = typeof(Listed<TaskRow>), Query = ["kind", "state", "app", "order", "cursor", "limit"])]
    public Task<IResult> WaitingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/tasks")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, request.Query.ReadEnum<ReviewState>("state") == ReviewState.Closed, cancellationToken);

    [Function("ListMyCompletedTasks")]
    [Requires(OrganizationAction.Work)]
    [Api("What the caller has completed.", Answers = typeof(Listed<TaskRow>), Query = ["kind", "app", "order", "cursor", "limit"])]
    public Task<IResult> CompletedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/completed")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, completed: true, cancellationToken);

    [Function("CountMyTasks")]
    [Requires(OrganizationAction.Work)]
    [Api("How much waits for the caller, by kind.")]
    public async Task<IResult> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/counts")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(await lists.CountsAsync(request.HttpContext.GetCaller().Id, cancellationToken));

    private async Task<IResult> ListAsync(HttpRequest request, bool completed, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var kind = request.Query.ReadEnum<TaskKind>("kind");
        var app = request.Query.ReadText("app");
        var order = request.Query.ReadEnum<TaskOrder>("order") ?? TaskOrder.Due;
        var scope = $"my-tasks|{caller.Id}|{kind}|{completed}|{app}|{order}";
        var after = cursors.Unprotect(scope, request.Query.ReadText("cursor"));

        var query = new TaskListQuery(kind, completed, app is null ? null : AppId.From(app), order, request.Query.ReadLimit(), after);
        var page = await lists.MyTasksAsync(caller.Id, query, cancellationToken);
        return ApiResult.Ok(new Listed<TaskRow>(page.Rows, page.Next is null ? null : cursors.Protect(scope, page.Next)));
    }
}
