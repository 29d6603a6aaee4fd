using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccessReview.App.Tests.Slack;

/// <content>What each method does, and what it refuses.</content>
public sealed partial class SlackDouble
{
    private (int? RetryAfter, JsonObject Body) Post(JsonElement arguments)
    {
        var channel = Text(arguments, "channel");
        if (channel is null || !_conversations.ContainsValue(channel))
            return (null, Error("channel_not_found"));
        // About one message a second in one channel: https://docs.slack.dev/apis/web-api/rate-limits.
        if (_lastIn.TryGetValue(channel, out var last) && Clock() - last < TimeSpan.FromSeconds(1))
            return (1, Error("ratelimited"));
        if (Fault(arguments) is { } wrong)
            return (null, Complain("chat.postMessage", wrong));
        if (!arguments.TryGetProperty("unfurl_links", out var links) || links.GetBoolean() || !arguments.TryGetProperty("unfurl_media", out var media) || media.GetBoolean())
            Complaints.Enqueue("links are crawled where they are posted");

        _lastIn[channel] = Clock();
        var thread = Text(arguments, "thread_ts");
        if (thread is not null && !_posts.Any(post => post.Channel == channel && post.Ts == thread))
            return (null, Error("thread_not_found"));
        var post = new SlackPost(channel, NewTs(), thread, Text(arguments, "text")!, arguments.GetProperty("blocks").Clone(), arguments.TryGetProperty("metadata", out var data) ? data.Clone() : null);
        _posts.Add(post);
        return (null, new JsonObject { ["ok"] = true, ["channel"] = channel, ["ts"] = post.Ts });
    }

    private JsonObject Update(JsonElement arguments)
    {
        var index = _posts.FindIndex(post => post.Channel == Text(arguments, "channel") && post.Ts == Text(arguments, "ts"));
        if (index < 0)
            return Error("message_not_found");
        if (Fault(arguments) is { } wrong)
            return Complain("chat.update", wrong);
        _posts[index] = _posts[index] with { Text = Text(arguments, "text")!, Blocks = arguments.GetProperty("blocks").Clone(), Edits = _posts[index].Edits + 1 };
        return new JsonObject { ["ok"] = true, ["channel"] = Text(arguments, "channel"), ["ts"] = Text(arguments, "ts") };
    }

    private JsonObject Open(JsonElement arguments)
    {
        if (Text(arguments, "trigger_id") is not { } trigger || !_triggers.Remove(trigger, out var issued))
            return Error("invalid_trigger_id");
        if (Clock() - issued > TriggerLife)
            return Error("expired_trigger_id");
        var view = arguments.GetProperty("view").Clone();
        if (BlockKit.OfView(view) is [var wrong, ..])
            return Complain("views.open", wrong);
        Views.Enqueue(view);
        return new JsonObject { ["ok"] = true, ["view"] = new JsonObject { ["id"] = $"V{++_serial}" } };
    }

    private JsonObject OpenConversation(JsonElement arguments)
    {
        if (Text(arguments, "users") is not { } user || !_people.Values.Any(person => person.Id == user))
            return Error("user_not_found");
        var channel = _conversations[user] = ConversationOf(user);
        return new JsonObject { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = channel } };
    }

    private JsonObject History(JsonElement arguments)
    {
        var oldest = double.Parse(Text(arguments, "oldest") ?? "0", CultureInfo.InvariantCulture);
        var found = _posts
            .Where(post => post.Channel == Text(arguments, "channel") && post.Thread is null && double.Parse(post.Ts, CultureInfo.InvariantCulture) >= oldest)
            .Reverse()
            .Select(post => (JsonNode?)new JsonObject
            {
                ["type"] = "message",
                ["ts"] = post.Ts,
                ["text"] = post.Text,
                ["metadata"] = Text(arguments, "include_all_metadata") == "true" && post.Metadata is { } data ? JsonNode.Parse(data.GetRawText()) : null,
            });
        return new JsonObject { ["ok"] = true, ["messages"] = new JsonArray([.. found]) };
    }

    private JsonObject LookUp(JsonElement arguments) =>
        Text(arguments, "email") is { } email && _people.TryGetValue(email, out var person)
            ? new JsonObject { ["ok"] = true, ["user"] = new JsonObject { ["id"] = person.Id, ["name"] = person.Name, ["profile"] = new JsonObject { ["real_name"] = $"Real {person.Name}" } } }
            : Error("users_not_found");
}
