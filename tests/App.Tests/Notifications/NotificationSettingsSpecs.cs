using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class NotificationSettingsSpecs(SharedApp shared, NotificationSettingsSpecs.WithLock withLock)
    : IClassFixture<SharedApp>, IClassFixture<NotificationSettingsSpecs.WithLock>
{
    private const string Path = "/api/v1/my/notification-settings";
    private const string PagePath = "/settings/notifications";

    [Fact]
    public async Task A_person_without_choices_sees_the_organizations_defaults()
    {
        await using var app = await StartAsync("Notifications:MailInDigest=reminder", "Notifications:DigestHour=7");

        var settings = await app.As("mia").GetAsync(Path);

        Assert.Equal("digest", Topic(settings, "reminder").GetProperty("mail").GetString());
        Assert.Equal("atOnce", Topic(settings, "assigned").GetProperty("mail").GetString());
        Assert.False(Topic(settings, "assigned").TryGetProperty("slack", out _));
        Assert.Equal(["atOnce", "off"], Topic(settings, "escalated").GetProperty("mailChoices").EnumerateArray().Select(choice => choice.GetString()));
        Assert.Equal((7, true, "Europe/Berlin"), (settings.GetProperty("digest").GetProperty("hour").GetInt32(), settings.GetProperty("digest").GetProperty("weekdaysOnly").GetBoolean(), settings.GetProperty("digest").GetProperty("timeZone").GetString()));
    }

    [Fact]
    public async Task A_choice_is_stored_and_everything_else_follows_the_organization()
    {
        await using var app = await StartAsync();

        var changed = await PutAsync(app, new { topics = new[] { new { topic = "reminder", mail = "off" } }, digest = new { hour = 17, weekdaysOnly = false } }, HttpStatusCode.OK);
        Assert.Equal(changed.ToString(), (await app.As("mia").GetAsync(Path)).ToString());
        Assert.Equal("off", Topic(changed, "reminder").GetProperty("mail").GetString());
        Assert.Equal(17, changed.GetProperty("digest").GetProperty("hour").GetInt32());

        var back = await PutAsync(app, new { topics = Array.Empty<object>() }, HttpStatusCode.OK);
        Assert.Equal("atOnce", Topic(back, "reminder").GetProperty("mail").GetString());
        Assert.Equal(9, back.GetProperty("digest").GetProperty("hour").GetInt32());
    }

    [Theory]
    [InlineData("reminder", "off", HttpStatusCode.Forbidden, "locked_by_organization")]
    [InlineData("reminder", "atOnce", HttpStatusCode.OK, null)]
    [InlineData("escalated", "digest", HttpStatusCode.BadRequest, "too_urgent_for_digest")]
    [InlineData("nonsense", "off", HttpStatusCode.BadRequest, "bad_json")]
    [InlineData("reminder", "never", HttpStatusCode.BadRequest, "bad_json")]
    public async Task A_choice_that_is_not_allowed_is_refused_with_the_field_name(string topic, string mail, HttpStatusCode status, string? code)
    {
        var app = withLock.App;

        var answer = await PutAsync(app, new { topics = new[] { new { topic, mail } } }, status);

        Assert.Equal(code, answer.TryGetProperty("code", out var said) ? said.GetString() : null);
        if (code is not null and not "bad_json")
            Assert.Equal($"topics.{topic}", answer.GetProperty("field").GetString());
        Assert.Equal("atOnce", Topic(await app.As("mia").GetAsync(Path), "reminder").GetProperty("mail").GetString());
    }

    [Theory]
    [InlineData("{\"topics\":[],\"digest\":{\"hour\":24}}", "no_such_hour")]
    [InlineData("{\"topics\":[],\"digest\":{\"hour\":-1}}", "no_such_hour")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\"},{\"topic\":\"reminder\",\"mail\":\"digest\"}]}", "named_twice")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"pager\":true}]}", "bad_json")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"Slack\":true}]}", "bad_json")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"slack\":1}]}", "bad_json")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"slack\":{\"on\":true}}]}", "bad_json")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"slack\":true,\"slack\":false}]}", "bad_json")]
    [InlineData("{\"topics\":[null]}", "bad_json")]
    [InlineData("{\"topics\":null}", "bad_json")]
    [InlineData("{}", "bad_json")]
    [InlineData("[]", "bad_json")]
    public async Task An_invalid_notification_setting_is_refused(string body, string code)
    {
        using var answer = await shared.App.As("mia").Http.PutAsync(Path, new StringContent(body, MediaTypeHeaderValue.Parse("application/json")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"slack\":true}]}")]
    [InlineData("{\"topics\":[{\"topic\":\"reminder\",\"mail\":\"off\",\"slack\":null}]}")]
    public async Task A_channel_that_the_organization_does_not_have_can_be_in_a_request_and_is_not_in_the_response(string body)
    {
        await using var app = await StartAsync();
        using var answer = await app.As("mia").Http.PutAsync(Path, new StringContent(body, MediaTypeHeaderValue.Parse("application/json")));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(Topic(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, "reminder").TryGetProperty("slack", out _));
    }

    [Fact]
    public async Task A_change_based_on_outdated_settings_is_refused()
    {
        await using var app = await StartAsync();
        using var seen = await app.As("mia").Http.GetAsync(Path);

        await PutAsync(app, new { topics = new[] { new { topic = "reminder", mail = "off" } } }, HttpStatusCode.OK, seen.Headers.ETag);
        await PutAsync(app, new { topics = new[] { new { topic = "reminder", mail = "digest" } } }, HttpStatusCode.PreconditionFailed, seen.Headers.ETag);

        using var now = new HttpRequestMessage(HttpMethod.Get, Path);
        now.Headers.IfNoneMatch.Add((await GetTagAsync(app))!);
        using var unchanged = await app.As("mia").Http.SendAsync(now);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task The_settings_page_stores_the_choice_and_confirms_it()
    {
        await using var app = await StartAsync();
        var mia = await Visitor.SignInAsync(app, "mia");

        var page = await mia.GetAsync(PagePath);
        Assert.Equal(["atOnce", "digest", "off"], page.Document.QuerySelectorAll("#mail-assigned option").Select(option => option.GetAttribute("value")));
        Assert.Empty(page.Document.QuerySelectorAll("[name^=slack-]"));
        var saved = await mia.SendAsync(page.Form(PagePath), null, ("mail-assigned", "digest"), ("digest-hour", "17"), ("digest-days", "all"));

        Assert.Equal("Saved.", saved.Document.QuerySelector("[role=status]")?.TextContent);
        Assert.Equal(("digest", "17", "all"), (Chosen(saved, "mail-assigned"), Chosen(saved, "digest-hour"), Chosen(saved, "digest-days")));
    }

    [Fact]
    public async Task A_choice_fixed_by_the_organization_is_not_offered_and_not_accepted()
    {
        await using var app = await StartAsync("Notifications:Locked=assigned");
        var mia = await Visitor.SignInAsync(app, "mia");

        var page = await mia.GetAsync(PagePath);
        Assert.Empty(page.Document.QuerySelectorAll("#mail-assigned"));
        Assert.Contains("Set by your organization.", page.Text, StringComparison.Ordinal);
        var refused = await mia.SendAsync(page.Form(PagePath), null, ("mail-assigned", "off"), ("mail-reminder", "off"), ("digest-hour", "99"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(2, refused.Document.QuerySelectorAll("[role=alert] a").Length);
        Assert.Equal(2, refused.Document.QuerySelectorAll(".fault").Length);
        // The earlier choice is unchanged, and nothing new is stored.
        Assert.Equal("off", Chosen(refused, "mail-reminder"));
        Assert.Equal("atOnce", Topic(await app.As("mia").GetAsync(Path), "reminder").GetProperty("mail").GetString());
    }

    [Fact]
    public async Task Every_mail_links_to_the_notification_settings()
    {
        var app = shared.App;
        await app.As("ada").RequestAsync(SmallOrganization.Reader);

        var mail = await app.MailsOf("mia").LastAsync();

        Assert.Contains(mail.Links, link => link.EndsWith(PagePath, StringComparison.Ordinal));
        Assert.Contains(PagePath, mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notifications:Locked=everything")]
    [InlineData("Notifications:Locked=1")]
    [InlineData("Notifications:SlackOff=everything")]
    [InlineData("Notifications:DigestHour=24")]
    [InlineData("Notifications:GatherFor=01:00:00")]
    [InlineData("Notifications:GatherFor=-00:01:00")]
    public async Task The_app_does_not_start_with_invalid_notification_settings(string setting) =>
        await Assert.ThrowsAnyAsync<Exception>(() => TheApp.StartAsync(settings: setting));

    [Fact]
    public async Task The_app_does_not_start_when_a_topic_is_both_off_and_in_the_digest() =>
        await Assert.ThrowsAnyAsync<Exception>(() => TheApp.StartAsync(settings: ["Notifications:MailOff=reminder", "Notifications:MailInDigest=reminder"]));

    private static Task<TheApp> StartAsync(params string[] settings) => TheApp.StartWithAsync(SmallOrganization.Import, settings);

    private static string? Chosen(Shown page, string select) => page.Document.QuerySelector($"#{select} option[selected]")?.GetAttribute("value");

    private static JsonElement Topic(JsonElement settings, string topic) =>
        settings.GetProperty("topics").EnumerateArray().Single(one => one.GetProperty("topic").GetString() == topic);

    private static async Task<EntityTagHeaderValue?> GetTagAsync(TheApp app)
    {
        using var answer = await app.As("mia").Http.GetAsync(Path);
        return answer.Headers.ETag;
    }

    private static async Task<JsonElement> PutAsync(TheApp app, object body, HttpStatusCode expected, EntityTagHeaderValue? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(body) };
        if (seen is not null)
            request.Headers.IfMatch.Add(seen);
        using var answer = await app.As("mia").Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The organization has locked the topic of reminders.</summary>
    public sealed class WithLock : SharedApp
    {
        protected override IReadOnlyList<string> Settings => ["Notifications:Locked=reminder"];
    }
}
