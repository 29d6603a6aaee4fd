using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Notifications;
using AccessReview.App.Slack;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>The app with a Slack test double; the small organization's people are in both.</summary>
public sealed class InSlack : IAsyncDisposable
{
    private readonly HttpClient _http;

    private InSlack(TheApp app, SlackDouble slack)
    {
        (App, Slack, _http) = (app, slack, app.Client());
        slack.Clock = () => app.Now;
    }

    public TheApp App { get; }

    public SlackDouble Slack { get; }

    /// <param name="people">The connected people; everybody is in the workspace.</param>
    public static Task<InSlack> StartAsync(params string[] people) => StartAsync([], people);

    public static async Task<InSlack> StartAsync(string[] settings, params string[] people)
    {
        var slack = await SlackDouble.StartAsync();
        var world = new InSlack(await TheApp.StartWithAsync(SmallOrganization.Import, [.. slack.Settings, .. settings]), slack);
        foreach (var person in new[] { "adam", "aud", "max", "mia", "ada", "bob", "olga", "otto" })
            slack.Join(person, $"{person}@example.test");
        foreach (var person in people)
            await world.ConnectAsync(person);
        return world;
    }

    public static string IdOf(string person) => "U0" + person.ToUpperInvariant();

    public async Task ConnectAsync(string person, string? slackUser = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await App.As("adam").Http.PutAsJsonAsync($"/api/v1/slack/members/{person}", new { slackUserId = slackUser ?? IdOf(person) });
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Adds entitlements of low risk: vault/e0 and so on.</summary>
    public async Task ImportEntitlementsAsync(int count)
    {
        var entitlements = Enumerable.Range(0, count).Select(number => new { id = $"vault/e{number}", appId = "vault", name = $"Entry {number}", type = "role", risk = "low", ownerIds = "olga" });
        await App.As("adam").PostAsync("/api/v1/directory/imports", new { entitlements }, HttpStatusCode.Accepted);
        await App.RestAsync();
    }

    /// <summary>Opens a certification of one of Bob's grants.</summary>
    /// <returns>The task's number.</returns>
    public async Task<int> CertifyAsync(string entitlement = SmallOrganization.Reader)
    {
        var opened = await App.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement }, HttpStatusCode.Created);
        await App.RestAsync();
        return opened.GetProperty("number").GetInt32();
    }

    /// <summary>Ada requests an entitlement, and Mia gets the approval.</summary>
    public async Task<int> RequestAsync(string entitlement = SmallOrganization.Reader, string reason = "For the release")
    {
        await App.As("ada").RequestAsync(entitlement, reason);
        return (await App.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
    }

    /// <summary>The messages in a person's conversation with the bot, oldest first, without threads.</summary>
    public async Task<IReadOnlyList<SlackPost>> MessagesOfAsync(string person)
    {
        await App.RestAsync();
        Assert.Empty(Slack.Complaints);
        return [.. Slack.PostsIn(Slack.ConversationOf(IdOf(person))).Where(post => post.Thread is null)];
    }

    public async Task<SlackPost> LastOfAsync(string person) => (await MessagesOfAsync(person))[^1];

    public async Task<IReadOnlyList<string>> ThreadOfAsync(string person, SlackPost message)
    {
        await App.RestAsync();
        return [.. Slack.PostsIn(Slack.ConversationOf(IdOf(person))).Where(post => post.Thread == message.Ts).Select(post => post.Words)];
    }

    /// <summary>Turns off mail about new tasks.</summary>
    public async Task ChooseOnlySlackAsync(string person)
    {
        using var chosen = await App.As(person).Http.PutAsJsonAsync("/api/v1/my/notification-settings", new { topics = new[] { new { topic = "assigned", mail = "off", slack = true } } });
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
    }

    public async Task<JsonElement> TaskAsync(int number) => await App.As("adam").GetAsync($"/api/v1/tasks/{number}");

    public async Task<string?> OutcomeOfAsync(int number) => (await TaskAsync(number)).TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null;

    /// <summary>The notifications of a task that go to Slack.</summary>
    public Task<IReadOnlyList<StoredNotification>> RowsOfAsync(int number) => RowsOfAsync(number, SlackDescription.Key);

    /// <summary>The notifications of a task that go by mail.</summary>
    public Task<IReadOnlyList<StoredNotification>> MailRowsOfAsync(int number) => RowsOfAsync(number, ChannelKey.Mail);

    private async Task<IReadOnlyList<StoredNotification>> RowsOfAsync(int number, ChannelKey channel)
    {
        var id = TaskId.From((await TaskAsync(number)).GetProperty("id").GetString()!); // Every task has one.
        return [.. (await App.Get<NotificationStore>().OfTaskAsync(id, CancellationToken.None)).Where(row => row.Channel == channel)];
    }

    public async Task<HttpResponseMessage> SendAsync(SlackRequest request)
    {
        var answer = await request.SendAsync(_http, App.Now);
        await App.RestAsync();
        return answer;
    }

    /// <summary>Presses a button of a message.</summary>
    public async Task<HttpStatusCode> PressAsync(string person, SlackPost message, string button)
    {
        using var answer = await SendAsync(SlackRequest.Interaction(Pressed(person, message, message.Button(button))));
        return answer.StatusCode;
    }

    public JsonObject Pressed(string person, SlackPost message, JsonElement button) => new()
    {
        ["type"] = "block_actions",
        ["team"] = new JsonObject { ["id"] = SlackDouble.Team, ["domain"] = "example" },
        ["user"] = new JsonObject { ["id"] = IdOf(person), ["username"] = person, ["team_id"] = SlackDouble.Team },
        ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel, ["is_ephemeral"] = false },
        ["trigger_id"] = Slack.NewTrigger(),
        ["channel"] = new JsonObject { ["id"] = message.Channel, ["name"] = "directmessage" },
        ["message"] = new JsonObject { ["ts"] = message.Ts, ["text"] = message.Text, ["blocks"] = JsonNode.Parse(message.Blocks.GetRawText()) },
        ["response_url"] = new Uri(Slack.Address, $"/response/{Slack.NewTs()}").AbsoluteUri,
        ["actions"] = new JsonArray(new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = button.GetProperty("action_id").GetString(),
            ["block_id"] = "b1",
            ["value"] = button.TryGetProperty("value", out var value) ? value.GetString() : null,
            ["action_ts"] = Slack.NewTs(),
        }),
    };

    /// <summary>Submits the modal that was opened last.</summary>
    /// <returns>The app's answer; an empty object closes the modal.</returns>
    public async Task<JsonElement> SubmitAsync(string person, string? reason)
    {
        var view = JsonNode.Parse(Slack.Views.Last().GetRawText())!.AsObject();
        var field = view["blocks"]!.AsArray().Single(block => (string?)block!["type"] == "input")!["block_id"]!.GetValue<string>();
        view["state"] = new JsonObject { ["values"] = new JsonObject { [field] = new JsonObject { [field] = new JsonObject { ["type"] = "plain_text_input", ["value"] = reason } } } };
        using var answer = await SendAsync(SlackRequest.Interaction(new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = SlackDouble.Team },
            ["user"] = new JsonObject { ["id"] = IdOf(person), ["team_id"] = SlackDouble.Team },
            ["trigger_id"] = Slack.NewTrigger(),
            ["view"] = view,
        }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        return JsonDocument.Parse(body.Length == 0 ? "{}" : body).RootElement;
    }

    /// <summary>Replies in the thread of a message.</summary>
    /// <returns>The event, which Slack may deliver again.</returns>
    public JsonObject Reply(string person, SlackPost message, string text) => new()
    {
        ["type"] = "event_callback",
        ["team_id"] = SlackDouble.Team,
        ["event_id"] = $"Ev{Slack.NewTs()}",
        ["event"] = new JsonObject
        {
            ["type"] = "message",
            ["channel_type"] = "im",
            ["channel"] = message.Channel,
            ["user"] = IdOf(person),
            ["text"] = text,
            ["ts"] = Slack.NewTs(),
            ["thread_ts"] = message.Ts,
        },
    };

    public async Task<HttpStatusCode> SendEventAsync(JsonObject sent, int retry = 0)
    {
        using var answer = await SendAsync(SlackRequest.Event(sent) with { Retry = retry });
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await App.DisposeAsync();
        await Slack.DisposeAsync();
    }
}
