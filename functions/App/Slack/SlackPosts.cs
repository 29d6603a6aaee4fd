using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>Posts messages, and knows the notification of each message.</summary>
public sealed class SlackPosts(SlackClient client, SlackRateLimiter pace, AppTables tables)
{
    /// <summary>Hidden metadata of our messages, by which a message is found if its record was lost.</summary>
    private const string EventType = "access_review_notification";

    /// <summary>The number of messages to search; a crash is noticed within minutes.</summary>
    private const int MaxSearched = 100;

    public Task<SlackAnswer> PostAsync(NotificationKey key, string channel, SlackMessage message, CancellationToken cancellationToken)
    {
        var arguments = message.ArgumentsIn(channel);
        arguments["metadata"] = new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["id"] = key.Id } };
        return client.CallAsync(SlackMethod.PostMessage, arguments, cancellationToken);
    }

    /// <summary>Replies in a message's thread.</summary>
    public Task<SlackAnswer> ReplyAsync(string channel, string thread, string text, CancellationToken cancellationToken) => client.CallAsync(
        SlackMethod.PostMessage,
        new JsonObject
        {
            ["channel"] = channel,
            ["thread_ts"] = thread,
            ["text"] = SlackText.Escape(text),
            ["blocks"] = new JsonArray(Block.Section(text)),
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        },
        cancellationToken);

    public async Task<SlackAnswer> UpdateAsync(SlackMessageRef posted, SlackMessage message, CancellationToken cancellationToken)
    {
        var arguments = message.ArgumentsIn(posted.Channel);
        arguments["ts"] = posted.Ts;
        return await client.CallAsync(SlackMethod.Update, arguments, cancellationToken);
    }

    /// <summary>Returns the message's ts if the post succeeded before the crash; otherwise null.</summary>
    public async Task<(SlackAnswer Answer, string? Ts)> FindPostAsync(NotificationKey key, string channel, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(
            SlackMethod.ReadHistory,
            new Dictionary<string, string>
            {
                ["channel"] = channel,
                // Slack's clock and ours may differ.
                ["oldest"] = (since - TimeSpan.FromMinutes(5)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["include_all_metadata"] = "true",
                ["limit"] = MaxSearched.ToString(CultureInfo.InvariantCulture),
            },
            cancellationToken);
        var messages = answer is SlackAnswer.Done { Body: var body } && body.TryGetProperty("messages", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
        var found = messages.FirstOrDefault(message => SlackClient.TextOf(message, "metadata", "event_type") == EventType && SlackClient.TextOf(message, "metadata", "event_payload", "id") == key.Id);
        return (answer, SlackClient.TextOf(found, "ts"));
    }

    /// <summary>Returns the notification of a message; null: unknown.</summary>
    public async Task<NotificationKey?> FindAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        var row = await tables.Of(SlackTable.Rows).FindRowAsync(PartitionOf(channel), RowKey.Encode(ts), cancellationToken);
        return row is null ? null : new NotificationKey(row.GetString("Task"), row.GetString("Notification"));
    }

    public Task NoteAsync(NotificationKey key, string channel, string ts, CancellationToken cancellationToken) =>
        tables.Of(SlackTable.Rows).UpsertEntityAsync(
            new TableEntity(PartitionOf(channel), RowKey.Encode(ts)) { ["Task"] = key.Partition, ["Notification"] = key.Id }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Maps a failed call to the queue's next step.</summary>
    public async Task<Delivery> FailAsync(SlackMethod method, SlackAnswer answer, CancellationToken cancellationToken) => answer switch
    {
        // Waiting for the rate limit does not count as a failed try.
        SlackAnswer.Later later => new Delivery.Wait(await pace.BlockAsync(method, later.Pause, cancellationToken)),
        SlackAnswer.Unanswered unanswered => new Delivery.Retry($"slack_{unanswered.Why}"),
        SlackAnswer.Refused refused => new Delivery.Impossible($"slack_{refused.Error}"),
        _ => throw new System.Diagnostics.UnreachableException($"{answer.GetType().Name} is no failure."),
    };

    private static string PartitionOf(string channel) => $"message-{RowKey.Encode(channel)}";
}
