using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Wording.Language;

namespace AccessReview.App.Slack;

/// <summary>Makes what somebody writes below a message a comment on its task: once, however often Slack tells of it.</summary>
public sealed class SlackComments(SlackPeople people, SlackPosts posts, TaskReader reader, TaskCommands commands, TaskStore tasks, AppTables tables, TimeProvider clock)
{
    /// <summary>Slack tells it again after a minute; whoever took it first has finished by then.</summary>
    private static readonly TimeSpan AtWork = TimeSpan.FromSeconds(50);

    public async Task TakeAsync(ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // A thread below anything else is nobody's business here.
        if (await posts.FindAsync(reply.Channel, reply.Thread, cancellationToken) is not { } notification)
            return;
        var caller = await people.FindAsync(reply.Team, reply.User, cancellationToken);
        using var speaking = Use(Choose([caller?.User.Locale]));
        var refusal = caller is null ? ChatWords.Unknown : await CommentAsync(caller, TaskId.From(notification.Partition), reply, durable, cancellationToken);
        if (refusal is not null)
            await posts.ReplyAsync(reply.Channel, reply.Thread, refusal, cancellationToken);
    }

    /// <summary>The refusal in words, or null.</summary>
    /// <exception cref="ProblemException">Not now: Slack tells it again.</exception>
    private async Task<string?> CommentAsync(Caller caller, TaskId task, ThreadReply reply, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var text = SlackText.Read(reply.Text);
        var known = await BeginAsync(reply, cancellationToken);
        if (known is { IsDone: true } || (known is { } before && await IsSaidAsync(caller, task, text, before.Since, cancellationToken)))
            return null;
        // Somebody else is at it, or died on the way; neither is long.
        if (known is { } other && clock.GetUtcNow() - other.Since < AtWork)
            throw Problems.Busy();

        var problem = await SayAsync(caller, task, text, durable, cancellationToken);
        if (problem?.RetryAfter is not null)
            throw problem;
        await EndAsync(reply, known?.Since ?? clock.GetUtcNow(), cancellationToken);
        return problem?.Title;
    }

    private async Task<ProblemException?> SayAsync(Caller caller, TaskId task, string text, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        try
        {
            await reader.ReadAsync(caller, task.Value, cancellationToken);
        }
        catch (ProblemException unseen)
        {
            return unseen;
        }

        return TaskAnswers.ProblemIfAny(await commands.ExecuteAsync(
            durable, task, now => new TaskCommand.Comment(text) { At = now.At, By = caller.Actor, Facts = now.Facts }, cancellationToken));
    }

    /// <summary>Null: it is new. Else since when it is known, and whether it is done with.</summary>
    private async Task<(DateTimeOffset Since, bool IsDone)?> BeginAsync(ThreadReply reply, CancellationToken cancellationToken)
    {
        var row = RowOf(reply, clock.GetUtcNow());
        try
        {
            await tables.Slack.AddEntityAsync(row, cancellationToken);
            return null;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            var found = (await tables.Slack.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken)).Value;
            return (found.GetDateTimeOffset("Since") ?? default, found.GetBoolean("IsDone") ?? false);
        }
    }

    private Task EndAsync(ThreadReply reply, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var row = RowOf(reply, since);
        row["IsDone"] = true;
        return tables.Slack.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Who began died before it was written down: did the comment come about?</summary>
    private async Task<bool> IsSaidAsync(Caller caller, TaskId task, string text, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await tasks.EventsAsync(task, cancellationToken)).Any(stored =>
            stored.Event is TaskEvent.Commented { By: { Proof: Proof.Slack, User: { } by } } said && by == caller.Id && said.At >= since && said.Text == PlainText.Clean(text));

    private static TableEntity RowOf(ThreadReply reply, DateTimeOffset since) =>
        new($"reply-{RowKey.Encode(reply.Channel)}", RowKey.Encode(reply.Ts)) { ["Since"] = since };
}
