using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Makes what somebody writes below a message a comment on its task: once, however often Slack tells of it.</summary>
public sealed class SlackComments(SlackPeople people, SlackPosts posts, TaskCommands commands, AppTables tables, TimeProvider clock)
{
    private const string Route = "slack/events";

    public async Task TakeAsync(ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // A thread below anything else is nobody's business here.
        if (await posts.FindAsync(reply.Channel, reply.Thread, cancellationToken) is not { } notification)
            return;
        var caller = await people.FindAsync(reply.Team, reply.User, cancellationToken);
        using var speaking = Use(Choose([caller?.User.Locale]));
        var refusal = caller is null ? ChatText.Unknown : await CommentAsync(caller, TaskId.From(notification.Partition), reply, durable, cancellationToken);
        if (refusal is not null)
            await posts.ReplyAsync(reply.Channel, reply.Thread, refusal, cancellationToken);
    }

    /// <summary>The refusal in words, or null.</summary>
    /// <exception cref="ProblemException">Not now: Slack tells it again.</exception>
    private async Task<string?> CommentAsync(Caller caller, TaskId task, ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await IsDoneAsync(reply, cancellationToken))
            return null;
        var problem = await SayAsync(caller, task, reply, durable, cancellationToken);
        if (problem?.RetryAfter is not null)
            throw problem;
        await EndAsync(reply, CancellationToken.None);
        return problem?.Title;
    }

    private async Task<ProblemException?> SayAsync(Caller caller, TaskId task, ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var text = SlackText.Read(reply.Text);
        // A reply is called by its channel and its ts, so one whose answer got lost is found in the task's history.
        var operation = new OperationId(OperationId.Derive(caller.Id, Route, $"{reply.Channel}\n{reply.Ts}"), clock.GetUtcNow(), true);
        var order = CommandOrder.From(caller, task.Value, TaskIntents.Comment(text)) with { Operation = operation };
        return TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(durable, order, cancellationToken));
    }

    private async Task<bool> IsDoneAsync(ThreadReply reply, CancellationToken cancellationToken)
    {
        var row = RowOf(reply);
        return (await tables.Slack.FindRowAsync(row.PartitionKey, row.RowKey, cancellationToken))?.GetBoolean("IsDone") ?? false;
    }

    /// <summary>Its answer, a refusal in the thread included, is given once.</summary>
    private Task EndAsync(ThreadReply reply, CancellationToken cancellationToken)
    {
        var row = RowOf(reply);
        row["Since"] = clock.GetUtcNow();
        row["IsDone"] = true;
        return tables.Slack.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static TableEntity RowOf(ThreadReply reply) => new($"reply-{RowKey.Encode(reply.Channel)}", RowKey.Encode(reply.Ts));
}
