using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.MailReports;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

/// <summary>A channel needs nothing but its registration: shared code knows it only by its key.</summary>
public sealed class AddedChannelSpecs : IAsyncLifetime
{
    private const string PagePath = "/settings/notifications";
    private const string ApiPath = "/api/v1/my/notification-settings";

    private readonly TeamsDouble.Chat _chat = new();
    private bool _isOnByDefault = true;
    private OidcIssuer _issuer = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync() => _issuer = await OidcIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task An_added_channel_is_on_the_settings_page_in_the_API_and_in_its_description()
    {
        await using var app = await StartAsync();
        var mia = await Visitor.SignInAsync(app, "mia");

        var page = await mia.GetAsync(PagePath);
        var settings = await ReadAsync(app, "mia");
        using var client = app.Client();
        var schemas = JsonDocument.Parse(await client.GetStringAsync("/api/openapi.json")).RootElement.GetProperty("components").GetProperty("schemas");

        Assert.Equal("Teams by Contoso", page.Document.QuerySelector("label[for=teams-assigned]")?.TextContent);
        Assert.Equal("on", Chosen(page, "teams-assigned"));
        Assert.All(settings.GetProperty("topics").EnumerateArray(), topic => Assert.True(topic.GetProperty("teams").GetBoolean()));
        Assert.Equal("boolean", schemas.GetProperty("TopicSettings").GetProperty("properties").GetProperty("teams").GetProperty("type").GetString());
        Assert.Equal(["null", "boolean"], schemas.GetProperty("TopicWish").GetProperty("properties").GetProperty("teams").GetProperty("type").EnumerateArray().Select(type => type.GetString()));
    }

    [Fact]
    public async Task A_person_who_chooses_only_the_added_channel_is_notified_by_it_and_not_by_mail()
    {
        await using var app = await StartAsync();
        var mia = await Visitor.SignInAsync(app, "mia");

        var saved = await mia.SendAsync((await mia.GetAsync(PagePath)).Form(PagePath), null, ("mail-assigned", "off"), ("teams-assigned", "on"));
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        Assert.Equal(("off", "on"), (Chosen(saved, "mail-assigned"), Chosen(saved, "teams-assigned")));
        Assert.Equal(["mia"], _chat.Received);
        Assert.Equal(0, await app.MailsOf("mia").CountAsync());
        Assert.Equal("Accepted", Assert.Single(await app.Tables.GetTableClient("Notifications").QueryAsync<TableEntity>("Channel eq 'Teams'").ToListAsync()).GetString("State"));
    }

    [Fact]
    public async Task A_person_who_turns_the_added_channel_off_is_notified_by_mail_only()
    {
        await using var app = await StartAsync();

        using var changed = await SendAsync(app, "mia", HttpMethod.Put, """{ "topics": [{ "topic": "assigned", "mail": "atOnce", "teams": false }] }""");
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.False((await ReadAsync(app, "mia")).GetProperty("topics")[0].GetProperty("teams").GetBoolean());
        Assert.Empty(_chat.Received);
        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task The_organization_turns_the_added_channel_off_by_a_setting_with_its_key()
    {
        await using var app = await StartAsync("Notifications:TeamsOff=assigned");

        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        var topics = (await ReadAsync(app, "mia")).GetProperty("topics").EnumerateArray().ToDictionary(topic => topic.GetProperty("topic").GetString()!, topic => topic.GetProperty("teams").GetBoolean()); // Every topic has a name.
        Assert.Equal((false, true), (topics["assigned"], topics["reminder"]));
        Assert.Empty(_chat.Received);
    }

    [Fact]
    public async Task A_channel_that_is_off_by_default_notifies_only_people_who_turn_it_on()
    {
        _isOnByDefault = false;
        await using var app = await StartAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        Assert.Empty(_chat.Received);

        using var changed = await SendAsync(app, "mia", HttpMethod.Put, """{ "topics": [{ "topic": "assigned", "mail": "atOnce", "teams": true }] }""");
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        await app.RestAsync();

        Assert.Equal(["mia"], _chat.Received);
    }

    [Fact]
    public async Task A_mail_that_bounces_goes_by_the_added_channel_and_the_history_says_so()
    {
        await using var app = await StartAsync(Reports.WithKey);
        using var changed = await SendAsync(app, "mia", HttpMethod.Put, """{ "topics": [{ "topic": "assigned", "mail": "atOnce", "teams": false }] }""");
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = (await app.As("mia").MyTasksAsync())[0];
        var mail = Assert.Single(await app.Get<NotificationStore>().OfTaskAsync(TaskId.From(task.GetProperty("id").GetString()!), CancellationToken.None)); // Every task has one.

        await Reports.PostAsync(app, Reports.Of(mail.Operation, "Bounced", "mia@example.test"));
        await app.RestAsync();

        Assert.Equal(["mia"], _chat.Received);
        var page = await (await Visitor.SignInAsync(app, "adam")).GetAsync($"/tasks/{task.GetProperty("number").GetInt32()}");
        Assert.Contains("The notification was sent by Teams by Contoso.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_of_a_channel_that_this_build_does_not_have_is_retried_and_then_a_dead_letter()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = TaskId.From((await app.As("mia").MyTasksAsync())[0].GetProperty("id").GetString()!); // Every task has one.
        var notice = (await app.Get<NotificationStore>().OfTaskAsync(task, CancellationToken.None))[0].Notice!; // It is about the task.
        var key = NotificationKey.Of(notice, TeamsDouble.TeamsKey);
        await app.Get<NotificationOutbox>().EnqueueAsync(
            new StoredNotification(key, NotificationState.Pending) { Channel = TeamsDouble.TeamsKey, Notice = notice, RequestedAt = app.Now }, CancellationToken.None);

        await app.RestAsync();
        var early = await app.Get<NotificationStore>().FindAsync(key, CancellationToken.None);
        for (var hour = 0; hour < 12; hour++)
            await app.AdvanceAsync(TimeSpan.FromHours(1));
        var late = await app.Get<NotificationStore>().FindAsync(key, CancellationToken.None);

        Assert.Equal((NotificationState.Pending, NotificationState.Failed, "unknown_channel"), (early?.State, late?.State, late?.Reason));
    }

    private async Task<TheApp> StartAsync(params string[] settings)
    {
        var app = await TheApp.StartAsync(builder => TeamsDouble.AddTo(builder.Services, _chat, _isOnByDefault), _issuer, settings: settings);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        return app;
    }

    private async Task<JsonElement> ReadAsync(TheApp app, string user)
    {
        using var answer = await SendAsync(app, user, HttpMethod.Get, null);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>Its response is not compared with the API's description, which is that of the app without the added channel.</summary>
    private async Task<HttpResponseMessage> SendAsync(TheApp app, string user, HttpMethod method, string? body)
    {
        using var client = app.Client();
        using var request = new HttpRequestMessage(method, ApiPath);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.TokenFor(user, app.Now));
        if (body is not null)
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        return await client.SendAsync(request);
    }

    private static string? Chosen(Shown page, string select) => page.Document.QuerySelector($"#{select} option[selected]")?.GetAttribute("value");
}
