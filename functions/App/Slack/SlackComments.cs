using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Adds a thread reply to its task as a comment or answer, once, however often Slack sends the event.</summary>
public sealed class SlackComments(SlackPeople people, SlackPosts posts, NotificationStore notifications, TaskCommands commands, AppTables tables, TimeProvider clock)
{
    private const string Route = "slack/events";

    public async Task TakeAsync(ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // Threads of other messages are ignored.
        if (await posts.FindAsync(reply.Channel, reply.Thread, cancellationToken) is not { } notification)
            return;
        var caller = await people.FindAsync(reply.Team, reply.User, cancellationToken);
        using var speaking = Use(Choose([caller?.User.Locale]));
        var refusal = caller is null ? ChatText.Unknown : await CommentAsync(caller, notification, reply, durable, cancellationToken);
        if (refusal is not null)
            await posts.ReplyAsync(reply.Channel, reply.Thread, refusal, cancellationToken);
    }

    /// <summary>Returns the refusal's text, or null.</summary>
    /// <exception cref="ProblemException">A temporary failure: Slack sends the event again.</exception>
    private async Task<string?> CommentAsync(
        Caller caller, NotificationKey notification, ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await IsDoneAsync(reply, cancellationToken))
            return null;
        var intent = TaskIntents.Comment;
        // A reply to the message of an open question is its answer. Later replies are comments.
        if ((await notifications.FindAsync(notification, cancellationToken))?.Notice is { Kind: NotificationKind.Question })
            intent = TaskIntents.Answer;
        var task = TaskId.From(notification.Partition);
        var problem = await ExecuteAsync(caller, task, intent, reply, durable, cancellationToken);
        if (problem is { Code: "no_question" })
            problem = await ExecuteAsync(caller, task, TaskIntents.Comment, reply, durable, cancellationToken);
        if (problem?.RetryAfter is not null)
            throw problem;
        await EndAsync(reply, CancellationToken.None);
        return problem?.Title;
    }

    private async Task<ProblemException?> ExecuteAsync(
        Caller caller, TaskId task, Func<string?, TaskIntent> intent, ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var text = SlackText.Read(reply.Text);
        // The operation id is derived from channel and ts, so that a reply whose response was lost is found in the task's history.
        var operation = new OperationId(OperationId.Derive(caller.Id, Route, $"{reply.Channel}\n{reply.Ts}"), clock.GetUtcNow(), true);
        var order = CommandOrder.From(caller, task.Value, intent(text)) with { Operation = operation };
        return TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(durable, order, cancellationToken));
    }

    private async Task<bool> IsDoneAsync(ThreadReply reply, CancellationToken cancellationToken)
    {
        var row = RowOf(reply);
        return (await tables.Of(SlackTable.Rows).FindRowAsync(row.PartitionKey, row.RowKey, cancellationToken))?.GetBoolean("IsDone") ?? false;
    }

    /// <summary>Records that the reply was handled, so that a refusal is also posted only once.</summary>
    private Task EndAsync(ThreadReply reply, CancellationToken cancellationToken)
    {
        var row = RowOf(reply);
        row["Since"] = clock.GetUtcNow();
        row["IsDone"] = true;
        return tables.Of(SlackTable.Rows).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static TableEntity RowOf(ThreadReply reply) => new($"reply-{RowKey.Encode(reply.Channel)}", RowKey.Encode(reply.Ts));
}
