using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>Puts messages into conversations, and knows which of them is which notification.</summary>
public sealed class SlackPosts(SlackClient client, SlackRateLimiter pace, AppTables tables)
{
    /// <summary>What our messages carry, unseen, so that one whose record got lost is found again.</summary>
    private const string EventType = "access_review_notification";

    /// <summary>As many as are looked through; a crash is noticed within minutes.</summary>
    private const int Looked = 100;

    public Task<SlackAnswer> PostAsync(NotificationKey key, string channel, SlackMessage message, CancellationToken cancellationToken)
    {
        var arguments = message.ArgumentsIn(channel);
        arguments["metadata"] = new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["id"] = key.Id } };
        return client.CallAsync(SlackMethod.PostMessage, arguments, cancellationToken);
    }

    /// <summary>Says something below a message.</summary>
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

    public async Task<SlackAnswer> UpdateAsync(SlackMessageRef place, SlackMessage message, CancellationToken cancellationToken)
    {
        var arguments = message.ArgumentsIn(place.Channel);
        arguments["ts"] = place.Ts;
        return await client.CallAsync(SlackMethod.Update, arguments, cancellationToken);
    }

    /// <summary>Did it get there, whoever died before it was written down? Done, with the message's ts in place of a body, or null where it did not.</summary>
    public async Task<(SlackAnswer Answer, string? Ts)> LookForAsync(NotificationKey key, string channel, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(
            SlackMethod.ReadHistory,
            new Dictionary<string, string>
            {
                ["channel"] = channel,
                // Their clock and ours may differ.
                ["oldest"] = (since - TimeSpan.FromMinutes(5)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["include_all_metadata"] = "true",
                ["limit"] = Looked.ToString(CultureInfo.InvariantCulture),
            },
            cancellationToken);
        var messages = answer is SlackAnswer.Done { Body: var body } && body.TryGetProperty("messages", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
        var found = messages.FirstOrDefault(message => SlackClient.TextOf(message, "metadata", "event_type") == EventType && SlackClient.TextOf(message, "metadata", "event_payload", "id") == key.Id);
        return (answer, SlackClient.TextOf(found, "ts"));
    }

    /// <summary>Which notification a message is; null: none of ours.</summary>
    public async Task<NotificationKey?> FindAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        var row = await tables.Slack.GetEntityIfExistsAsync<TableEntity>(PartitionOf(channel), RowKey.Encode(ts), cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } found } ? new NotificationKey(found.GetString("Task"), found.GetString("Notification")) : null;
    }

    public Task NoteAsync(NotificationKey key, string channel, string ts, CancellationToken cancellationToken) =>
        tables.Slack.UpsertEntityAsync(
            new TableEntity(PartitionOf(channel), RowKey.Encode(ts)) { ["Task"] = key.Partition, ["Notification"] = key.Id }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>What the queue is told of an answer that is not yes.</summary>
    public async Task<Delivery> FailAsync(SlackMethod method, SlackAnswer answer, CancellationToken cancellationToken) => answer switch
    {
        // To be told to wait is no failure: however long it takes, nothing is given up.
        SlackAnswer.Later later => new Delivery.Wait(await pace.BlockAsync(method, later.Pause, cancellationToken)),
        SlackAnswer.Unanswered unanswered => new Delivery.Retry($"slack_{unanswered.Why}"),
        SlackAnswer.Refused refused => new Delivery.Impossible($"slack_{refused.Error}"),
        _ => throw new System.Diagnostics.UnreachableException($"{answer.GetType().Name} is no failure."),
    };

    private static string PartitionOf(string channel) => $"message-{RowKey.Encode(channel)}";
}
