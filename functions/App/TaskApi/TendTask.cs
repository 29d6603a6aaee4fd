using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Text">Plain text, at most 2,000 characters.</param>
public sealed record CommentRequest(string Text);

/// <param name="To">Who takes the task over.</param>
/// <param name="Step">The step that the caller saw.</param>
/// <param name="Reason">Required.</param>
public sealed record ReassignmentRequest(UserId To, int Step, string? Reason = null);

/// <param name="Reason">In the caller's words; may be left out.</param>
public sealed record EndingRequest(string? Reason = null);

/// <summary>What people do to a task beside deciding it: comment, reassign, remind, cancel, retry.</summary>
public sealed class TendTask(TaskReader reader, TaskCommands commands)
{
    [Function("CommentOnTask")]
    [Requires(OrganizationAction.Work)]
    [Api("Comments on a task; assignees, requester and earlier commenters are notified.", Takes = typeof(CommentRequest), Answers = typeof(TaskView))]
    [Idempotent]
    public async Task<IResult> CommentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/comments")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<CommentRequest>(cancellationToken);
        return await ExecuteAsync(request, task, client, (context, by) => new TaskCommand.Comment(wanted.Text) { At = context.At, By = by, Facts = context.Facts }, cancellationToken);
    }

    [Function("ReassignTask")]
    [Requires(OrganizationAction.Work)]
    [Api("Reassigns a task. The new assignees get the reason.", Takes = typeof(ReassignmentRequest), Answers = typeof(TaskView))]
    [Idempotent]
    public async Task<IResult> ReassignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/reassignments")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ReassignmentRequest>(cancellationToken);
        return await ExecuteAsync(
            request,
            task,
            client,
            (context, by) => new TaskCommand.Reassign(wanted.To, wanted.Step, wanted.Reason) { At = context.At, By = by, Facts = context.Facts },
            cancellationToken,
            wanted.To);
    }

    [Function("RemindAssignees")]
    [Requires(OrganizationAction.Work)]
    [Api("Sends the assignees a reminder.", Answers = typeof(TaskView))]
    [Idempotent]
    public Task<IResult> RemindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/reminders")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ExecuteAsync(request, task, client, (context, by) => new TaskCommand.Remind { At = context.At, By = by, Facts = context.Facts }, cancellationToken);

    [Function("CancelTask")]
    [Requires(OrganizationAction.Work)]
    [Api("Cancels a task.", Takes = typeof(EndingRequest), Answers = typeof(TaskView))]
    [Idempotent]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/cancellation")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndingRequest>(cancellationToken);
        return await ExecuteAsync(request, task, client, (context, by) => new TaskCommand.Cancel(wanted.Reason) { At = context.At, By = by, Facts = context.Facts }, cancellationToken);
    }

    [Function("RetryTask")]
    [Requires(OrganizationAction.Work)]
    [Api("Retries a failed task with a new task.", Takes = typeof(EndingRequest), Answers = typeof(TaskView))]
    [Idempotent]
    public async Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/retries")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndingRequest>(cancellationToken);
        return await ExecuteAsync(request, task, client, (context, by) => new TaskCommand.Retry(wanted.Reason) { At = context.At, By = by, Facts = context.Facts }, cancellationToken);
    }

    private async Task<IResult> ExecuteAsync(
        HttpRequest request,
        string task,
        DurableTaskClient client,
        Func<CommandContext, Actor, TaskCommand> command,
        CancellationToken cancellationToken,
        params UserId[] alsoPeople)
    {
        var caller = request.HttpContext.GetCaller();
        var (operation, match) = (request.HttpContext.GetOperation(), request.ReadIfMatch());
        var read = await reader.ReadAsync(caller, task, operation, cancellationToken, alsoPeople);
        var order = new CommandOrder(read.Task.Id, context => command(context, caller.Actor)) { Operation = operation, IfMatch = match, AlsoPeople = alsoPeople, Read = read };
        return TaskAnswers.Of(await commands.ExecuteAsync(client, order, cancellationToken), caller);
    }
}
