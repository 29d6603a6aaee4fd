using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

/// <summary>The daily digest for people who chose it. Tests start on Monday, 9:00 UTC; Mia's clock is an hour ahead.</summary>
public sealed class DigestSpecs
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_digest_is_sent_at_the_persons_hour_and_lists_their_open_tasks()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "digest", hour: 12);
        await RequestAsync(app, "ada");
        await RequestAsync(app, "eve");

        await app.AdvanceAsync(TimeSpan.FromMinutes(119));
        Assert.Equal(0, await app.MailsOf("mia").CountAsync());
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        var mail = Assert.Single(await app.MailsOf("mia").AllAsync());
        Assert.Equal("You have 2 open tasks", mail.Subject);
        Assert.Contains("Ada Lovelace", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Eve Online", mail.Text, StringComparison.Ordinal);
        Assert.Equal(2, mail.Links.Where(link => link.Contains("/r/", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, (await new LinkPage(app, mail.SignedLink).ReadAsync()).Status);
    }

    [Fact]
    public async Task A_digest_is_sent_once_per_weekday_while_tasks_are_open()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "digest", hour: 12);
        await WantAsync(app, "max", "off", hour: 12);
        await RequestAsync(app, "ada");

        // The approval closes then.
        await PassNoonsAsync(app, days: 6);

        Assert.Equal(["Mon", "Tue", "Wed", "Thu", "Fri"], (await app.MailsOf("mia").AllAsync()).Select(mail => mail.At.ToString("ddd", CultureInfo.InvariantCulture)));
        Assert.All(await app.MailsOf("mia").AllAsync(), mail => Assert.Equal("You have 1 open task", mail.Subject));
    }

    [Fact]
    public async Task No_digest_is_sent_when_no_task_is_open()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "digest", hour: 12);
        await app.As("mia").DecideAsync(await app.RequestAsync(SmallOrganization.Reader), "deny", "No");

        await app.AdvanceAsync(TimeSpan.FromHours(4));

        Assert.Equal(0, await app.MailsOf("mia").CountAsync());
        Assert.Equal("nothing_left", Assert.Single(await RowsAsync(app), row => row.Summary is not null).Reason);
    }

    [Fact]
    public async Task Notifications_sent_by_digest_are_recorded()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "digest", hour: 12);

        await RequestAsync(app, "ada");

        Assert.Equal((NotificationState.Skipped, "in_digest"), Assert.Single((await RowsAsync(app)).Select(row => (row.State, row.Reason))));
    }

    [Fact]
    public async Task An_outcome_is_in_one_digest_only()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "ada", "digest", hour: 11); // Her time zone is UTC.
        await app.As("mia").DecideAsync(await app.RequestAsync(SmallOrganization.Reader), "deny", "Not before the audit");
        await app.RestAsync();
        Assert.Equal(0, await app.MailsOf("ada").CountAsync());

        await PassNoonsAsync(app, days: 2);

        var mail = Assert.Single(await app.MailsOf("ada").AllAsync());
        Assert.Equal("Closed tasks", mail.Subject);
        Assert.Contains("Request denied: Reader (Vault) for Ada Lovelace", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await app.Tables.GetTableClient("Recipients").QueryAsync<TableEntity>("RowKey ne 'window' and RowKey ne 'preferences'").ToListAsync());
    }

    [Fact]
    public async Task An_organization_can_make_the_digest_the_default_for_everybody()
    {
        await using var app = await StartAsync("Notifications:MailInDigest=assigned, reminder", "Notifications:DigestHour=12");
        await RequestAsync(app, "ada");

        await app.AdvanceAsync(TimeSpan.FromHours(4));

        Assert.Equal(["You have 1 open task"], (await app.MailsOf("mia").AllAsync()).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_digest_is_sent_once_even_after_a_crash_between_acceptance_and_record()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "digest", hour: 12);
        await RequestAsync(app, "ada");
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        var sent = Assert.Single(await RowsAsync(app), row => row.Summary is not null);
        await app.Get<NotificationStore>().WriteAsync(sent with { State = NotificationState.Sending, AcceptedAt = null, Mail = new App.Email.Mail("mia@example.test", null, "Again", "<p>", "text") }, Never);

        // The next checks find the same day.
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
        Assert.Equal(NotificationState.Accepted, (await app.Get<NotificationStore>().FindAsync(sent.Key, Never))!.State);
    }

    [Fact]
    public async Task A_person_who_turned_a_topic_off_gets_no_mail_about_it()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "off", hour: 12);
        await RequestAsync(app, "ada");

        await PassNoonsAsync(app, days: 1);

        Assert.Equal(0, await app.MailsOf("mia").CountAsync());
        Assert.Contains((NotificationState.Skipped, "turned_off"), (await RowsAsync(app)).Select(row => (row.State, row.Reason)));
        Assert.Single(await app.As("mia").MyTasksAsync());
    }

    [Fact]
    public async Task A_person_who_turns_off_the_digest_before_it_is_sent_gets_none()
    {
        await using var app = await StartAsync();
        await WantAsync(app, "mia", "digest", hour: 12);
        await RequestAsync(app, "ada");
        var digest = new StoredNotification(NotificationKey.OfDigest(Domain.Directory.UserId.From("mia"), new DateOnly(2026, 11, 2)), NotificationState.Pending)
        {
            Summary = new Summary(SummaryKind.Digest, Domain.Directory.UserId.From("mia")),
            RequestedAt = app.Now,
        };
        await WantAsync(app, "mia", "off", hour: 12);

        await app.Get<NotificationOutbox>().EnqueueAsync(digest, Never);

        Assert.Equal(0, await app.MailsOf("mia").CountAsync());
        Assert.Equal("turned_off", (await app.Get<NotificationStore>().FindAsync(digest.Key, Never))!.Reason);
    }

    private static async Task<TheApp> StartAsync(params string[] settings)
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import, settings);
        await app.ImportAsync(new { users = new object[] { new { id = "eve", email = "eve@example.test", displayName = "Eve Online", managerId = "mia" } } });
        return app;
    }

    /// <summary>Moves to noon in Berlin and then day by day, because a jump of the clock skips occurrences of a schedule.</summary>
    private static async Task PassNoonsAsync(TheApp app, int days)
    {
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        for (; days > 0; days--)
            await app.AdvanceAsync(TimeSpan.FromDays(1));
    }

    /// <summary>Chooses this for every topic, except urgent ones, which are off.</summary>
    private static async Task WantAsync(TheApp app, string person, string mail, int hour)
    {
        var topics = new[] { "assigned", "reminder", "ended" }.Select(topic => new { topic, mail }).Concat(new[] { "lastReminder", "escalated" }.Select(topic => new { topic, mail = "off" }));
        using var answer = await app.As(person).Http.PutAsJsonAsync("/api/v1/my/notification-settings", new { topics, digest = new { hour } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task RequestAsync(TheApp app, string person)
    {
        await app.As(person).RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
    }

    private static async Task<IReadOnlyList<StoredNotification>> RowsAsync(TheApp app) =>
        await app.Tables.GetTableClient("Notifications").QueryAsync<TableEntity>("PartitionKey ne 'budget'").Select(StoredNotification.Of).ToListAsync();
}
