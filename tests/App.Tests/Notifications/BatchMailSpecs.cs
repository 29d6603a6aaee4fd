using System.Net;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

/// <summary>B4: tasks that one person gets within a short time are sent in one mail.</summary>
public sealed class BatchMailSpecs
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>These people report to Mia, who approves their requests.</summary>
    private static readonly string[] Team = [.. Enumerable.Range(1, 40).Select(number => $"p{number:D2}")];

    [Fact]
    public async Task The_first_task_is_mailed_at_once_and_later_ones_together_in_one_batch_mail()
    {
        await using var app = await StartAsync();

        await RequestAsync(app, "p01", "p02", "p03");
        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
        await app.AdvanceAsync(Window);

        var mails = await app.MailsOf("mia").AllAsync();
        Assert.Equal(2, mails.Count);
        Assert.Equal("You have 2 new tasks", mails[1].Subject);
        Assert.Equal(2, mails[1].Links.Where(link => link.Contains("/r/", StringComparison.Ordinal)).Distinct().Count());
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task A_link_in_a_batch_mail_opens_its_task()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02", "p03");
        await app.AdvanceAsync(Window);

        var mail = await app.MailsOf("mia").LastAsync();
        var (status, html) = await new LinkPage(app, mail.SignedLink).ReadAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Approve access for", html, StringComparison.Ordinal);
        Assert.Contains(mail.SignedLink.ToString(), mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_with_one_remaining_task_is_sent_as_an_ordinary_mail_with_buttons()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02", "p03");
        await DenyAsync(app, "p02");

        await app.AdvanceAsync(Window);

        var mail = await app.MailsOf("mia").LastAsync();
        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
        Assert.StartsWith("Approve access for", mail.Subject, StringComparison.Ordinal);
        Assert.Contains(mail.Links, link => link.EndsWith("?d=approve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_with_no_remaining_task_is_not_sent()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02", "p03");
        await DenyAsync(app, "p02", "p03");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
        var gathering = Assert.Single(await RowsAsync(app), row => row.Summary is not null);
        Assert.Equal((NotificationState.Skipped, "nothing_left"), (gathering.State, gathering.Reason));
    }

    [Fact]
    public async Task After_the_batch_window_the_next_task_is_mailed_at_once_again()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01");
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));

        await RequestAsync(app, "p02");

        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task Each_person_has_their_own_batch_window()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02");

        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await app.As("mia").PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "max", reason = "He knows the app", step = 0 }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.Contains("reassigned this task to you", (await app.MailsOf("max").LastAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_in_a_batch_mail_are_recorded_as_sent_and_no_pending_item_remains()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02", "p03");
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        var rows = await RowsAsync(app);
        var gathering = Assert.Single(rows, row => row.Summary is { Kind: SummaryKind.Gathered });
        Assert.Equal(NotificationState.Accepted, gathering.State);
        Assert.Equal(2, rows.Count(row => row.State == NotificationState.Carried && row.Batch == gathering.Key));
        Assert.Empty(await app.Tables.GetTableClient("Recipients").QueryAsync<TableEntity>("RowKey ne 'window'").ToListAsync());
    }

    [Fact]
    public async Task After_a_crash_between_the_row_and_its_queue_message_the_batch_is_sent_once()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01");
        await RequestAsync(app, "p02");
        var lost = await RequestAndCrashAsync(app, "p03");

        await EnqueueAgainAsync(app, lost);
        await EnqueueAgainAsync(app, lost);
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        await EnqueueAgainAsync(app, lost);
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["You have 2 new tasks"], (await app.MailsOf("mia").AllAsync()).Select(mail => mail.Subject).Skip(1));
    }

    [Fact]
    public async Task After_a_crash_that_follows_the_claim_all_claimed_items_are_mailed_once()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02", "p03");
        var claimed = (await RowsAsync(app)).First(row => row is { Notice: not null, Batch: not null });
        await app.Get<NotificationStore>().WriteAsync(claimed.Become(NotificationState.Carried), Never);

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("You have 2 new tasks", (await app.MailsOf("mia").LastAsync()).Subject);
        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task After_a_crash_between_acceptance_and_record_no_second_batch_mail_is_sent()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02", "p03");
        await app.AdvanceAsync(Window);
        var sent = (await RowsAsync(app)).Single(row => row.Summary is not null);
        await app.Get<NotificationStore>().WriteAsync(sent with { State = NotificationState.Sending, AcceptedAt = null, Mail = new App.Email.Mail("mia@example.test", null, "Again", "<p>", "text") }, Never);

        await app.Get<NotificationQueue>().SendAsync(new NotificationMessage(sent.Key, 0, 1), Never);

        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
        Assert.Equal(NotificationState.Accepted, (await app.Get<NotificationStore>().FindAsync(sent.Key, Never))!.State);
    }

    [Fact]
    public async Task A_task_that_misses_its_batch_mail_is_mailed_separately()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, "p01", "p02");
        await app.AdvanceAsync(Window);
        var gathering = (await RowsAsync(app)).Single(row => row.Summary is not null);
        var task = (await RequestAndCrashAsync(app, "p03")).Notice!; // The notification has a task.
        var late = new StoredNotification(NotificationKey.Of(task.Task, task.Generation, task.Kind, task.To, 77), NotificationState.Pending)
        {
            Notice = task with { Version = 77 },
            RequestedAt = app.Now,
            Batch = gathering.Key,
        };

        await app.Get<NotificationOutbox>().EnqueueAsync(late, Never);
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(NotificationState.Accepted, (await app.Get<NotificationStore>().FindAsync(late.Key, Never))!.State);
    }

    [Fact]
    public async Task A_batch_mail_can_contain_dozens_of_tasks()
    {
        await using var app = await StartAsync();
        await RequestAsync(app, [.. Team.Take(40)]);
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        var mails = await app.MailsOf("mia").AllAsync();
        Assert.Equal(2, mails.Count);
        Assert.Equal("You have 39 new tasks", mails[1].Subject);
        Assert.Contains("29 more tasks are in My work.", mails[1].Text, StringComparison.Ordinal);
    }

    private static async Task<TheApp> StartAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Notifications:GatherFor=00:10:00");
        var team = new { users = Team.Select(id => new { id, email = $"{id}@example.test", displayName = $"Person {id}", managerId = "mia" }).ToArray() };
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", team, HttpStatusCode.Accepted);
        await app.RestAsync();
        return app;
    }

    private static async Task RequestAsync(TheApp app, params string[] people)
    {
        foreach (var person in people)
        {
            await app.As(person).RequestAsync(SmallOrganization.Reader);
            await app.RestAsync();
        }
    }

    private static async Task DenyAsync(TheApp app, params string[] people)
    {
        foreach (var task in (await app.As("mia").MyTasksAsync()).Where(task => people.Contains(task.GetProperty("subjectUser").GetString())))
            await app.As("mia").DecideAsync(task.GetProperty("number").GetInt32(), "deny", "No");
        await app.RestAsync();
    }

    /// <summary>Makes a request and deletes its pending item and messages, as after a crash right after the row was written.</summary>
    private static async Task<StoredNotification> RequestAndCrashAsync(TheApp app, string person)
    {
        var before = (await RowsAsync(app)).Select(row => row.Key).ToHashSet();
        await RequestAsync(app, person);
        var last = (await RowsAsync(app)).Single(row => row.Notice is not null && !before.Contains(row.Key));
        await foreach (var row in app.Tables.GetTableClient("Recipients").QueryAsync<TableEntity>("RowKey ne 'window'"))
        {
            if (row.RowKey.EndsWith(last.Key.Id, StringComparison.Ordinal))
                await app.Tables.GetTableClient("Recipients").DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }

        return last;
    }

    private static Task EnqueueAgainAsync(TheApp app, StoredNotification notification) => app.Get<NotificationOutbox>().EnqueueAsync(notification, Never);

    private static async Task<IReadOnlyList<StoredNotification>> RowsAsync(TheApp app) =>
        await app.Tables.GetTableClient("Notifications").QueryAsync<TableEntity>("PartitionKey ne 'budget'").Select(StoredNotification.Of).ToListAsync();
}
