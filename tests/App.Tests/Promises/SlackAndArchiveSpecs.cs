using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Promises;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Slack;
using Xunit;

namespace AccessReview.App.Tests.Promises;

/// <summary>Slack, or the archive of the audit's digests, is down for two days.</summary>
public sealed class SlackAndArchiveSpecs
{
    private const string Checks = "/api/v1/operation/audit-checks";

    [Fact]
    public async Task After_two_days_without_Slack_every_notification_is_posted_once()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var app = await PromiseOutageSpecs.StartAsync(new Outage(), [.. slack.Settings]);
        slack.Clock = () => app.Now;
        foreach (var person in new[] { "olga", "otto", "mia" })
            await ConnectAsync(app, slack, person);
        slack.IsDown = true;
        // Without sample tasks, which would only add more waiting messages.
        var kept = await PromiseOutageSpecs.MakeAllAsync(app, nameof(Setup.SetUpOrganization));
        await app.AdvanceAsync(PromiseOutageSpecs.Day);
        await app.AdvanceAsync(PromiseOutageSpecs.Day);

        // Mails are still sent, and each Slack message waits in the queue, or in the dead-letter queue for the next hour.
        Assert.NotEqual(0, await app.MailsOf("mia").CountAsync());
        Assert.Empty(PostsOf(slack));
        var dead = (await app.As("aud").GetAsync("/api/v1/operation/dead-letters")).GetProperty("items").EnumerateArray().ToList();
        Assert.All(dead, letter => Assert.True(letter.GetProperty("isRetried").GetBoolean()));
        var waits = await app.Get<NotificationBacklog>().LongestWaitAsync(TestContext.Current.CancellationToken);
        Assert.True(dead.Count > 0 || waits > NotificationBacklog.Late, "No notification waits.");
        slack.IsDown = false;
        await app.AdvanceAsync(TimeSpan.FromHours(9));

        await PromiseOutageSpecs.AssertKeptAsync(app, kept);
        Assert.Empty((await app.As("aud").GetAsync("/api/v1/operation/dead-letters")).GetProperty("items").EnumerateArray());
        Assert.Empty(slack.Complaints);
        var posts = PostsOf(slack);
        Assert.Contains(posts, post => post.Channel == slack.ConversationOf(InSlack.IdOf("mia")) && post.Words.Contains("Ada Lovelace", StringComparison.Ordinal));
        Assert.Equal(posts.Count, posts.DistinctBy(IdOf).Count());
    }

    [Fact]
    public async Task After_two_days_without_the_archive_every_hour_has_its_digest()
    {
        await using var app = await PromiseOutageSpecs.StartAsync(new Outage());
        var (archive, away) = (Path.Combine(app.DataPath, "audit"), Path.Combine(app.DataPath, "audit.away"));
        System.IO.Directory.Move(archive, away);
        await File.WriteAllTextAsync(archive, "no folder", TestContext.Current.CancellationToken);
        var kept = await PromiseOutageSpecs.MakeAllAsync(app);
        await app.AdvanceAsync(PromiseOutageSpecs.Day);
        await app.AdvanceAsync(PromiseOutageSpecs.Day);
        await PromiseOutageSpecs.AssertShownAsync(app, PromiseKind.AuditCheck, PromiseKind.Timer);

        File.Delete(archive);
        System.IO.Directory.Move(away, archive);
        await app.AdvanceAsync(PromiseOutageSpecs.Enough);

        await PromiseOutageSpecs.AssertKeptAsync(app, kept);
        var check = await CheckAsync(app);
        Assert.InRange(check.GetProperty("digests").GetInt32(), 50, 60);
        Assert.Equal("[]", check.GetProperty("findings").ToString());
    }

    [Fact]
    public async Task A_digest_missing_from_an_available_archive_is_a_finding()
    {
        await using var app = await PromiseOutageSpecs.StartAsync(new Outage());
        foreach (var digest in System.IO.Directory.EnumerateDirectories(Path.Combine(app.DataPath, "audit")))
            System.IO.Directory.Delete(digest, recursive: true);

        var check = await CheckAsync(app);

        Assert.Equal("digest_missing", check.GetProperty("findings")[0].GetProperty("what").GetString());
    }

    private static async Task<JsonElement> CheckAsync(TheApp app)
    {
        var run = await app.As("aud").PostAsync(Checks, new { }, HttpStatusCode.Accepted);
        await app.RestAsync();
        var check = await app.As("aud").GetAsync($"{Checks}/{run.GetProperty("id").GetString()}");
        Assert.Equal("Completed", check.GetProperty("status").GetString());
        return check;
    }

    private static async Task ConnectAsync(TheApp app, SlackDouble slack, string person)
    {
        var user = slack.Join(person, $"{person}@example.test");
        using var answer = await app.As(SmallOrganization.Admin).Http.PutAsJsonAsync($"/api/v1/slack/members/{person}", new { slackUserId = user });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static IReadOnlyList<SlackPost> PostsOf(SlackDouble slack) =>
        [.. new[] { "olga", "otto", "mia" }.SelectMany(person => slack.PostsIn(slack.ConversationOf(InSlack.IdOf(person)))).Where(post => post.Thread is null)];

    /// <summary>The notification of a Slack message.</summary>
    private static string? IdOf(SlackPost post) => post.Metadata?.GetProperty("event_payload").GetProperty("id").GetString();
}
