using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <param name="Reason">Why. The history and the person whose access it is get it.</param>
public sealed record TakeBackRemovalRequest([property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <param name="Comment">Why you still need the access.</param>
public sealed record ContestRemovalRequest([property: MaxLength(PlainText.MaxCharacters)] string? Comment = null);

/// <summary>What is decided about a contested removal.</summary>
public enum ContestDecision
{
    Remove,
    Keep,
}

/// <param name="Decision">remove: the removal starts. keep: the access stays.</param>
/// <param name="Reason">Why. The history and the person whose access it is get it.</param>
public sealed record JudgeContestRequest(ContestDecision Decision, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Removals of campaigns in their cooling-off time, over the API.</summary>
public sealed class ManageRemovals(RemovalCommands commands, RemovalReader reader)
{
    [Function("ReadRemoval")]
    [Requires(OrganizationAction.Work)]
    [Api("The removal that a campaign decided after a review. The person whose access it is can read it too.", Answers = typeof(RemovalView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/tasks/{task}/removal")] HttpRequest request, string task, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        return ApiResult.Ok(await reader.ViewAsync(await reader.FindAsync(caller, task, cancellationToken), caller, cancellationToken));
    }

    [Function("TakeBackRemoval")]
    [Requires(OrganizationAction.Work)]
    [Api("Takes a removal back before it starts, by the person who decided it. The access stays.", Takes = typeof(TakeBackRemovalRequest), Answers = typeof(RemovalView), ChecksVersion = true)]
    [ApiProblem(400, "reason_required", "text_too_long")]
    [ApiProblem(403, "not_allowed", "own_access", "read_only_role")]
    [ApiProblem(409, "no_waiting_removal", "removal_started", "undo_pending")]
    [Idempotent]
    public async Task<IResult> TakeBackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/removal/take-back")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<TakeBackRemovalRequest>(cancellationToken);
        return await ExecuteAsync(request, client, task, people => TaskIntents.TakeBackRemoval(wanted.Reason, people), cancellationToken);
    }

    [Function("ContestRemoval")]
    [Requires(OrganizationAction.Work)]
    [Api("Contests the removal of your own access, once. It stops until the campaign's owner decides.", Takes = typeof(ContestRemovalRequest), Answers = typeof(RemovalView), ChecksVersion = true)]
    [ApiProblem(400, "reason_required", "text_too_long")]
    [ApiProblem(403, "not_allowed")]
    [ApiProblem(409, "already_contested", "no_waiting_removal", "removal_started", "undo_pending")]
    [Idempotent]
    public async Task<IResult> ContestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/removal/contest")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ContestRemovalRequest>(cancellationToken);
        return await ExecuteAsync(request, client, task, people => TaskIntents.ContestRemoval(wanted.Comment, people), cancellationToken);
    }

    [Function("JudgeContestedRemoval")]
    [Requires(OrganizationAction.Work)]
    [Api("Decides, as the campaign's owner, whether a contested access is removed or stays.", Takes = typeof(JudgeContestRequest), Answers = typeof(RemovalView), ChecksVersion = true)]
    [ApiProblem(400, "reason_required", "text_too_long")]
    [ApiProblem(403, "not_allowed", "own_access", "read_only_role")]
    [ApiProblem(409, "no_waiting_removal", "not_contested", "removal_started", "undo_pending")]
    [Idempotent]
    public async Task<IResult> JudgeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/removal/decision")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<JudgeContestRequest>(cancellationToken);
        return await ExecuteAsync(request, client, task, people => TaskIntents.JudgeContest(wanted.Decision == ContestDecision.Remove, wanted.Reason, people), cancellationToken);
    }

    private async Task<IResult> ExecuteAsync(
        HttpRequest request, DurableTaskClient client, string task, Func<RemovalPeople, TaskIntent> intent, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var after = await commands.ExecuteAsync(client, caller, task, request.HttpContext.GetOperation(), request.ReadIfMatch(), intent, cancellationToken);
        return ApiResult.Ok(await reader.ViewAsync(after, caller, CancellationToken.None)).WithETag(TaskAnswers.TagOf(after.Review));
    }
}
