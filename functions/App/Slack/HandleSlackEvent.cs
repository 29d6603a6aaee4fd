using System.Text;
using System.Text.Json;
using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Slack;

/// <summary>
/// Handles an event in a conversation with the bot. Slack sends an event up to four times if it gets no response in time,
/// with a new signature each time. The comment's channel and ts identify it, so that it is added once.
/// </summary>
public sealed class HandleSlackEvent(SlackInbox inbox, SlackComments comments)
{
    [Function(nameof(HandleSlackEvent))]
    [Anybody(FromElsewhere = true)]
    [BodyLimit(SlackInbox.MaxBytes)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "slack/events")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        inbox.TakeAsync(request, body => TakeAsync(body, durable, cancellationToken), cancellationToken);

    private async Task<IResult> TakeAsync(ReadOnlyMemory<byte> body, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var received = SlackJson.Parse(Encoding.UTF8.GetString(body.Span));
        switch (SlackClient.TextOf(received, "type"))
        {
            case "url_verification":
                return ApiResult.Ok(new { challenge = SlackClient.TextOf(received, "challenge") ?? "" });
            case "event_callback" when ReplyOf(received) is { } reply:
                await comments.TakeAsync(reply, durable, cancellationToken);
                return Results.Ok();
            default:
                return Results.Ok();
        }
    }

    /// <summary>Returns a user's reply in the thread of a message; null: anything else, including the bot's own messages.</summary>
    /// <exception cref="ProblemException">An id is not a valid Slack id: 400.</exception>
    private static ThreadReply? ReplyOf(JsonElement received)
    {
        if (WrittenIn(received) is not { } reply)
            return null;
        return SlackNames.IsUser(reply.User) && SlackNames.IsId(reply.Channel) && SlackNames.IsTs(reply.Thread) && SlackNames.IsTs(reply.Ts)
            ? reply
            : throw Problems.BadRequest("user, channel, thread_ts and ts look as Slack's do.", "bad_event");
    }

    private static ThreadReply? WrittenIn(JsonElement received) =>
        received.TryGetProperty("event", out var said)
        && SlackClient.TextOf(said, "type") == "message"
        && SlackClient.TextOf(said, "subtype") is null
        && SlackClient.TextOf(said, "bot_id") is null
        && SlackClient.TextOf(said, "user") is { } user
        && SlackClient.TextOf(said, "channel") is { } channel
        && SlackClient.TextOf(said, "thread_ts") is { } thread
        && SlackClient.TextOf(said, "ts") is { } ts
            ? new ThreadReply(SlackClient.TextOf(received, "team_id"), user, channel, thread, ts, SlackClient.TextOf(said, "text") ?? "")
            : null;
}

/// <summary>A reply in the thread of a message.</summary>
/// <param name="Thread">The ts of the message.</param>
/// <param name="Ts">The reply's own ts, which identifies it within the channel.</param>
/// <param name="Text">In Slack's markup.</param>
public sealed record ThreadReply(string? Team, string User, string Channel, string Thread, string Ts, string Text);
