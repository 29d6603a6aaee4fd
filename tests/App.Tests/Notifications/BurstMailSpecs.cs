using System.Net;
using System.Text.RegularExpressions;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

/// <summary>The clock reminds of many tasks in the same second: each person gets one mail, whose subject has the counts.</summary>
public sealed class BurstMailSpecs
{
    private static readonly CancellationToken Never = CancellationToken.None;

    /// <summary>These people report to Mia, who approves their requests.</summary>
    private static readonly string[] Team = [.. Enumerable.Range(1, 34).Select(number => $"p{number:D2}")];

    [Fact]
    public async Task Reminders_of_32_tasks_at_the_same_time_come_in_one_mail_with_the_count_ten_rows_in_groups_and_the_button_first()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, SmallOrganization.Reader, Team[..20]);
        await RequestAsync(app, SmallOrganization.Root, Team[20..32]);
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        var before = await app.MailsOf("mia").CountAsync();

        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));

        var mail = Assert.Single((await app.MailsOf("mia").AllAsync()).Skip(before));
        Assert.Matches("^32 approvals are due on [0-9]+ November$", mail.Subject);
        Assert.Equal(10, mail.Links.Where(link => link.Contains("/r/", StringComparison.Ordinal)).Distinct().Count());
        Assert.Contains("22 more tasks are in My work.", mail.Text, StringComparison.Ordinal);
        // The highest risk comes first.
        Assert.Matches("(?s)Open My work: .*Root \\(Vault\\)\n.*Risk: (High|Critical).*12 tasks.*Person p21", mail.Text);
        Assert.InRange(mail.Html.IndexOf("Open My work", StringComparison.Ordinal), 0, mail.Html.IndexOf("/r/", StringComparison.Ordinal));
        await app.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Equal(before + 1, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task A_single_reminder_comes_at_the_end_of_the_window_as_the_mail_of_its_task()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, SmallOrganization.Reader, "p01");
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));

        var mails = await app.MailsOf("mia").AllAsync();
        Assert.Equal(2, mails.Count);
        Assert.StartsWith("Reminder: Approve access for Person p01", mails[1].Subject, StringComparison.Ordinal);
        Assert.Contains(mails[1].Links, link => link.EndsWith("?d=approve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_tasks_reminders_and_comments_of_one_window_come_in_one_mail_with_a_section_for_each()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, SmallOrganization.Reader, "p01", "p02", "p03");
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        var before = await app.MailsOf("mia").CountAsync();

        await app.AdvanceAsync(TimeSpan.FromHours(23));
        await RequestAsync(app, SmallOrganization.Root, "p04", "p05");
        var number = (await app.As("mia").MyTasksAsync()).First(task => task.GetProperty("subjectUser").GetString() == "p01").GetProperty("number").GetInt32();
        await app.As("p01").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "It is urgent." }, HttpStatusCode.OK);
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));

        var mail = Assert.Single((await app.MailsOf("mia").AllAsync()).Skip(before));
        Assert.Equal("3 reminders, 2 new tasks and 1 new comment", mail.Subject);
        Assert.Matches("(?s)\n3 reminders:\n.*\n2 new tasks:\n.*\n1 new comment:\n.*Person p01: It is urgent\\.", mail.Text);
    }

    [Fact]
    public async Task Escalations_of_many_tasks_come_in_one_mail_that_is_sent_before_other_mails()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, SmallOrganization.Reader, Team[..12]);

        for (var day = 0; day < 4; day++)
            await app.AdvanceAsync(TimeSpan.FromDays(1));

        var mail = Assert.Single(await app.MailsOf("max").AllAsync());
        Assert.Equal("Escalated to you: 12 approvals", mail.Subject);
        Assert.Contains("2 more tasks are in My work.", mail.Text, StringComparison.Ordinal);
        var batch = Assert.Single(await RowsAsync(app), row => row.Summary?.To.Value == "max");
        var included = await Task.WhenAll(BatchContent.Read(batch.Includes).Select(key => app.Get<NotificationStore>().FindAsync(key, Never)));
        Assert.Equal(App.Email.MailPriority.First, MailPriorities.Of(batch, [.. included.Select(row => row!.Notice!)])); // The batch is about tasks.
    }

    [Fact]
    public async Task A_batch_of_reminders_is_in_German_for_a_German_reader()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(new { users = new object[] { new { id = "mia", email = "mia@example.test", displayName = "Mia Manager", managerId = "max", locale = "de-DE", timeZone = "Europe/Berlin" } } });
        await RequestAsync(app, SmallOrganization.Reader, "p01", "p02", "p03");
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));

        var mail = await app.MailsOf("mia").LastAsync();
        Assert.Matches("^3 Genehmigungen sind am [0-9]+\\. November fällig$", mail.Subject);
        Assert.Contains("Meine Aufgaben", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_crash_between_the_window_and_the_row_the_reminder_is_sent_once()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, SmallOrganization.Reader, "p01", "p02");
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        var before = await app.MailsOf("mia").CountAsync();
        await app.AdvanceAsync(TimeSpan.FromDays(1) - TimeSpan.FromHours(1));
        var waiting = (await RowsAsync(app)).Where(row => row.Notice?.Kind == Domain.Tasks.NotificationKind.Reminder).ToList();
        Assert.Equal(2, waiting.Count);
        // The pending items are lost, and the effects are applied again.
        await foreach (var row in app.Tables.GetTableClient("Recipients").QueryAsync<TableEntity>("RowKey ne 'window'"))
            await app.Tables.GetTableClient("Recipients").DeleteEntityAsync(row.PartitionKey, row.RowKey);
        foreach (var row in waiting.Concat(waiting))
            await app.Get<NotificationOutbox>().EnqueueAsync(row, Never);

        await app.AdvanceAsync(TimeSpan.FromMinutes(11));
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Matches("^2 approvals are due on", Assert.Single((await app.MailsOf("mia").AllAsync()).Skip(before)).Subject);
    }

    [Fact]
    public async Task A_comment_that_an_earlier_build_recorded_as_sent_with_another_is_in_that_mail()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await app.As("ada").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "The first" }, HttpStatusCode.OK);
        await app.As("ada").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "The second" }, HttpStatusCode.OK);
        await app.RestAsync();
        var comments = (await RowsAsync(app)).Where(row => row.Notice is { Kind: Domain.Tasks.NotificationKind.Commented, To.Value: "mia" }).OrderBy(row => row.Notice!.Version).ToList();
        await app.Get<NotificationStore>().WriteAsync(comments[0] with { State = NotificationState.Pending, FirstSentAt = null, AcceptedAt = null, Group = 1 }, Never);
        await app.Get<NotificationStore>().WriteAsync(comments[1] with { State = NotificationState.Skipped, Reason = "told_with_another" }, Never);

        await app.Get<NotificationQueue>().SendAsync(new NotificationMessage(comments[0].Key, 0, 1), Never);
        await app.RestAsync();

        var mail = Assert.Single(await app.MailsOf("mia").AllAsync(), mail => mail.Subject.StartsWith("2 new comments: ", StringComparison.Ordinal));
        Assert.Matches(new Regex("The first.*The second", RegexOptions.Singleline), mail.Text);
    }

    private static async Task<TheApp> StartAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Notifications:GatherFor=00:10:00");
        await app.ImportAsync(new { users = Team.Select(id => new { id, email = $"{id}@example.test", displayName = $"Person {id}", managerId = "mia" }).ToArray() });
        return app;
    }

    private static async Task RequestAsync(TheApp app, string entitlement, params string[] people)
    {
        foreach (var person in people)
            await app.As(person).RequestAsync(entitlement);
        await app.RestAsync();
    }

    private static async Task<IReadOnlyList<StoredNotification>> RowsAsync(TheApp app) =>
        await app.Tables.GetTableClient("Notifications").QueryAsync<TableEntity>("PartitionKey ne 'budget'").Select(StoredNotification.Of).ToListAsync();
}
