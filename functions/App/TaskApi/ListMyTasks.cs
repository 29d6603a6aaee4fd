using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.TaskApi;

/// <summary>The caller's open and completed tasks.</summary>
public sealed class ListMyTasks(TaskLists lists, Cursor cursors, TimeProvider clock)
{
    [Function(nameof(ListMyTasks))]
    [Requires(OrganizationAction.Work)]
    [Api("Lists the caller's open tasks.", Answers = typeof(Listed<TaskRow>), IsPaged = true)]
    [ApiQuery("kind", typeof(TaskKind), "Only tasks of this kind.")]
    [ApiQuery("app", typeof(AppId), "Only tasks about access to this app.")]
    [ApiQuery("risk", typeof(Risk), "Only tasks about access of this risk.")]
    [ApiQuery("campaign", typeof(CampaignId), "Only tasks of this campaign.")]
    [ApiQuery("hint", typeof(EvidenceHint), "Only open tasks with this hint, such as `notUsedLately`. Completed tasks have no hints.")]
    [ApiQuery("q", typeof(string), "Prefixes of words in the person's, account's, entitlement's or app's name, or the task's number.")]
    [ApiQuery("state", typeof(ReviewState), "`closed` lists the completed tasks instead.", Default = "open")]
    [ApiQuery("order", typeof(TaskOrder), "The order of open tasks.", Default = "due")]
    [ApiQuery("group", typeof(TaskGroup), "What is listed together.", Default = "none")]
    public Task<IResult> WaitingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/tasks")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, request.Query.ReadEnum<ReviewState>("state") == ReviewState.Closed, cancellationToken);

    [Function("ListMyCompletedTasks")]
    [Requires(OrganizationAction.Work)]
    [Api("Lists the caller's completed tasks.", Answers = typeof(Listed<TaskRow>), IsPaged = true)]
    [ApiQuery("kind", typeof(TaskKind), "Only tasks of this kind.")]
    [ApiQuery("app", typeof(AppId), "Only tasks about access to this app.")]
    [ApiQuery("risk", typeof(Risk), "Only tasks about access of this risk.")]
    [ApiQuery("campaign", typeof(CampaignId), "Only tasks of this campaign.")]
    [ApiQuery("q", typeof(string), "Prefixes of words in the person's, account's, entitlement's or app's name, or the task's number.")]
    public Task<IResult> CompletedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/completed")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, completed: true, cancellationToken);

    [Function("CountMyTasks")]
    [Requires(OrganizationAction.Work)]
    [Api("Counts the caller's open tasks by kind.", Answers = typeof(IReadOnlyDictionary<TaskKind, int>))]
    public async Task<IResult> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/my/counts")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(await lists.CountsAsync(request.HttpContext.GetCaller().Id, cancellationToken));

    private async Task<IResult> ListAsync(HttpRequest request, bool completed, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var hint = completed ? null : request.Query.ReadEnum<EvidenceHint>("hint");
        var query = new TaskListQuery(request.Query.ReadEnum<TaskKind>("kind"), completed, request.Query.ReadLimit())
        {
            App = request.Query.ReadId<AppId>("app"),
            Risk = request.Query.ReadEnum<Risk>("risk"),
            Hint = hint,
            Campaign = request.Query.ReadId<CampaignId>("campaign"),
            Search = request.Query.ReadSearch("q"),
            Order = request.Query.ReadEnum<TaskOrder>("order") ?? TaskOrder.Due,
            Group = request.Query.ReadEnum<TaskGroup>("group") ?? TaskGroup.None,
        };
        // A cursor is valid for one list only: this user, these filters, this order.
        var scope = $"my-tasks|{caller.Id}|{query with { Limit = 0 }}";
        // Hints are judged as of now, which changes from page to page.
        var page = await lists.MyTasksAsync(caller.Id, query with { Now = hint is null ? default : clock.GetUtcNow(), After = cursors.Unprotect(scope, request.Query.ReadText("cursor")) }, cancellationToken);
        return ApiResult.Ok(new Listed<TaskRow>(page.Rows, page.Next is null ? null : cursors.Protect(scope, page.Next)));
    }
}
