using System.Globalization;
using System.Net;
using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.MailReports;

/// <summary>What becomes of a mail that the mail service reports on.</summary>
public sealed class MailReportSpecs
{
    private const string Line = "Email to Olga Owner could not be delivered.";

    [Theory]
    [InlineData("Bounced", NotificationState.Bounced, "bounced")]
    [InlineData("Suppressed", NotificationState.Suppressed, "suppressed")]
    [InlineData("Quarantined", NotificationState.Quarantined, "quarantined")]
    [InlineData("FilteredSpam", NotificationState.FilteredSpam, "filtered_spam")]
    [InlineData("Failed", NotificationState.NotDelivered, "not_delivered")]
    [InlineData("Delivered", NotificationState.Delivered, null)]
    [InlineData("Expanded", NotificationState.Accepted, null)]
    [InlineData("SomethingNew", NotificationState.Accepted, null)]
    public async Task Each_status_marks_the_notification_and_a_failure_is_shown_on_the_task_and_in_Operation(string status, NotificationState state, string? reason)
    {
        await using var app = await StartAsync();
        var number = await CertifyAsync(app);
        var mail = await MailAsync(app, number);

        Assert.Equal(HttpStatusCode.OK, await Reports.PostAsync(app, Reports.Of(mail.Operation, status)));

        var now = await MailAsync(app, number);
        Assert.Equal((state, reason), (now.State, now.Reason));
        Assert.Equal(reason is not null, (await HistoryAsync(app, number)).Contains(Line, StringComparison.Ordinal));
        var listed = await UndeliveredAsync(app);
        Assert.Equal(reason is null ? [] : [reason], listed.Select(one => one.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_CloudEvent_counts_as_one_in_Event_Grids_schema_does()
    {
        await using var app = await StartAsync();
        var number = await CertifyAsync(app);
        var operation = (await MailAsync(app, number)).Operation;

        using var answer = await Reports.PostAsync(
            app, JsonSerializer.Serialize(new[] { Reports.AsCloudEvent(operation, "Bounced") }), type: "application/cloudevents-batch+json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(NotificationState.Bounced, (await MailAsync(app, number)).State);
    }

    [Theory]
    [InlineData("Delivered", "Bounced")]
    [InlineData("Bounced", "Delivered")]
    [InlineData("Bounced", "Bounced")]
    public async Task Reports_that_come_twice_or_in_any_order_end_in_one_state_and_one_line(string first, string second)
    {
        await using var app = await StartAsync();
        var number = await CertifyAsync(app);
        var operation = (await MailAsync(app, number)).Operation;

        foreach (var status in new[] { first, second, first, second })
            Assert.Equal(HttpStatusCode.OK, await Reports.PostAsync(app, Reports.Of(operation, status)));

        Assert.Equal(NotificationState.Bounced, (await MailAsync(app, number)).State);
        Assert.Equal(2, (await HistoryAsync(app, number)).Split(Line).Length);
        Assert.Single(await UndeliveredAsync(app));
    }

    [Fact]
    public async Task A_report_on_an_unknown_mail_is_accepted_and_changes_nothing()
    {
        await using var app = await StartAsync();
        var number = await CertifyAsync(app);

        Assert.Equal(HttpStatusCode.OK, await Reports.PostAsync(app, Reports.Of(Guid.NewGuid(), "Bounced")));

        Assert.Equal(NotificationState.Accepted, (await MailAsync(app, number)).State);
        Assert.Empty(await UndeliveredAsync(app));
    }

    [Fact]
    public async Task A_report_on_a_mail_without_a_task_is_listed_in_Operation()
    {
        await using var app = await StartAsync();
        await app.Get<Mailer>().SendAsync(new MailToSend("olga@example.test", "Sign in", "<p>", "text", "one"), CancellationToken.None);
        await app.RestAsync();
        var sent = await app.Get<NotificationStore>().FindAsync(NotificationKey.OfMail("one"), CancellationToken.None);

        await Reports.PostAsync(app, Reports.Of(sent!.Operation, "Bounced"));

        var listed = Assert.Single(await UndeliveredAsync(app));
        Assert.Equal("olga@example.test", listed.GetProperty("address").GetString());
        Assert.False(listed.TryGetProperty("task", out _));
    }

    [Fact]
    public async Task Without_another_channel_the_escalation_schedule_continues_as_planned()
    {
        await using var app = await StartAsync();
        var number = await CertifyAsync(app);
        await Reports.PostAsync(app, Reports.Of((await MailAsync(app, number)).Operation, "Bounced"));

        Assert.Contains("No other channel is available. The escalation schedule continues.", await HistoryAsync(app, number), StringComparison.Ordinal);
        var next = (await TaskAsync(app, number)).GetProperty("ladder").EnumerateArray().First(rung => !rung.GetProperty("isPast").GetBoolean()).GetProperty("at").GetDateTimeOffset();
        await app.AdvanceAsync(next - app.Now + TimeSpan.FromMinutes(1));

        Assert.True((await TaskAsync(app, number)).GetProperty("ladder")[0].GetProperty("isPast").GetBoolean());
        var admin = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        var operation = await admin.GetAsync("/operation");
        Assert.Contains("Olga Owner", operation.Document.QuerySelector("section[aria-labelledby=undelivered]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bounce_on_one_machine_reaches_the_task_page_in_German_too()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        using (var http = app.Client())
            Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync("/emulator/api/outbox/refusing/olga@example.test", null)).StatusCode);

        var number = await CertifyAsync(app);

        Assert.Equal(NotificationState.Bounced, (await MailAsync(app, number)).State);
        Assert.Contains("Email to Olga Owner could not be delivered. The mail server of the address refused it.", await HistoryAsync(app, number), StringComparison.Ordinal);
        var admin = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        var page = await admin.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/tasks/{number}"), "de");
        Assert.Contains("Die E-Mail an Olga Owner konnte nicht zugestellt werden. Der E-Mail-Server der Adresse hat sie abgelehnt.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_mail_that_bounces_is_shown_on_each_of_its_tasks()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, [Reports.WithKey, "Notifications:GatherFor=00:10:00"]);
        var entitlements = new[] { new { id = "vault/more", appId = "vault", name = "More", type = "role", risk = "low", ownerIds = "olga" } };
        await app.As("adam").PostAsync("/api/v1/directory/imports", new { entitlements }, HttpStatusCode.Accepted);
        await app.RestAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        await app.As("ada").RequestAsync("vault/more");
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));
        var tasks = (await app.As("mia").MyTasksAsync()).Select(task => task.GetProperty("number").GetInt32()).Order().ToList();
        var second = (await NotificationsAsync(app, tasks[1])).Single();
        var batch = await app.Get<NotificationStore>().FindAsync(second.Batch!.Value, CancellationToken.None);

        await Reports.PostAsync(app, Reports.Of(batch!.Operation, "Bounced", "mia@example.test"));

        Assert.Equal(
            tasks.Select(task => task != tasks[0]),
            await Task.WhenAll(tasks.Select(async task => (await HistoryAsync(app, task)).Contains("Email to Mia Manager could not be delivered.", StringComparison.Ordinal))));
        Assert.Equal("mia", Assert.Single(await UndeliveredAsync(app)).GetProperty("to").GetString());
    }

    private static Task<TheApp> StartAsync() => TheApp.StartWithAsync(SmallOrganization.Import, Reports.WithKey);

    private static async Task<int> CertifyAsync(TheApp app)
    {
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        await app.RestAsync();
        return opened.GetProperty("number").GetInt32();
    }

    private static Task<JsonElement> TaskAsync(TheApp app, int number) => app.As("adam").GetAsync($"/api/v1/tasks/{number}");

    private static async Task<IReadOnlyList<StoredNotification>> NotificationsAsync(TheApp app, int number) =>
        await app.Get<NotificationStore>().OfTaskAsync(TaskId.From((await TaskAsync(app, number)).GetProperty("id").GetString()!), CancellationToken.None); // Every task has one.

    private static async Task<StoredNotification> MailAsync(TheApp app, int number) =>
        (await NotificationsAsync(app, number)).Single(one => one.Notice is { Kind: NotificationKind.Assigned, To.Value: "olga" });

    private static async Task<string> HistoryAsync(TheApp app, int number)
    {
        var admin = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        var page = await admin.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/tasks/{number}"));
        return page.Document.QuerySelector("section[aria-labelledby=history]")!.TextContent; // Every task's page has one.
    }

    private static async Task<IReadOnlyList<JsonElement>> UndeliveredAsync(TheApp app) =>
        [.. (await app.As("adam").GetAsync("/api/v1/operation/undelivered-notifications")).GetProperty("items").EnumerateArray()];
}
