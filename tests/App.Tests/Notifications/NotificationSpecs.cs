using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class NotificationSpecs
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task After_a_crash_between_acceptance_and_record_no_second_mail_is_sent()
    {
        await using var app = await StartWithRequestAsync();
        var store = app.Get<NotificationStore>();
        var sent = await MiasAsync(app);
        var crashed = sent with { State = NotificationState.Sending, AcceptedAt = null, Mail = new App.Email.Mail("mia@example.test", null, "Again", "<p>", "text") };
        await store.WriteAsync(crashed, Never);

        await app.Get<NotificationQueue>().SendAsync(new NotificationMessage(sent.Key, 0, 1), Never);

        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
        Assert.Equal(NotificationState.Accepted, (await store.FindAsync(sent.Key, Never))!.State);
    }

    [Fact]
    public async Task After_a_crash_before_the_call_the_stored_mail_is_sent()
    {
        await using var app = await StartWithRequestAsync();
        var (store, key) = (app.Get<NotificationStore>(), NotificationKey.OfMail("crashed"));
        await store.AddAsync(
            new StoredNotification(key, NotificationState.Sending)
            {
                RequestedAt = app.Now,
                FirstSentAt = app.Now - TimeSpan.FromMinutes(10),
                Mail = new App.Email.Mail("bob@example.test", null, "Written down", "<p>html</p>", "text"),
            },
            Never);

        await app.Get<NotificationQueue>().SendAsync(new NotificationMessage(key, 0, 0), Never);

        Assert.Equal("Written down", (await app.MailsOf("bob").LastAsync()).Subject);
        var stored = (await store.FindAsync(key, Never))!;
        Assert.Equal((NotificationState.Accepted, 1, true), (stored.State, stored.Group, stored.IsResent));
        Assert.Null(stored.Mail);
    }

    [Fact]
    public async Task The_same_queue_message_five_times_sends_one_mail()
    {
        await using var app = await StartWithRequestAsync();
        var sent = await MiasAsync(app);

        for (var copy = 1; copy <= 5; copy++)
            await app.Get<NotificationQueue>().SendAsync(new NotificationMessage(sent.Key, 0, copy), Never);

        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task Enqueuing_a_notification_twice_sends_one_mail()
    {
        await using var app = await StartWithRequestAsync();
        var task = (await app.Get<TaskStore>().LoadAsync((await MiasAsync(app)).Notice!.Task, Never))!.Task;
        var effect = new Effect.Notification(NotificationKind.Reminder, UserId.From("mia"), task.Generation);

        var outbox = app.Get<NotificationOutbox>();
        await Task.WhenAll(outbox.EnqueueAsync(task, 77, effect, Never), outbox.EnqueueAsync(task, 77, effect, Never));
        await app.RestAsync();
        await outbox.EnqueueAsync(task, 77, effect, Never);

        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task A_notification_of_an_earlier_generation_is_skipped()
    {
        await using var app = await StartWithRequestAsync();
        var task = (await app.Get<TaskStore>().LoadAsync((await MiasAsync(app)).Notice!.Task, Never))!.Task;

        await app.Get<NotificationOutbox>().EnqueueAsync(task, 77, new Effect.Notification(NotificationKind.Reminder, UserId.From("mia"), task.Generation - 1), Never);

        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
        var skipped = (await app.Get<NotificationStore>().OfTaskAsync(task.Id, Never)).Single(notification => notification.Notice!.Version == 77);
        Assert.Equal((NotificationState.Skipped, "generation_passed"), (skipped.State, skipped.Reason));
    }

    [Fact]
    public async Task Unreadable_messages_are_dead_lettered_at_once_with_their_reasons()
    {
        (string Body, string Reason)[] messages =
        [
            ("{", "malformed"),
            ("null", "malformed"),
            ("{\"schema\":1}", "malformed"),
            ("{\"schema\":2,\"partition\":\"a\",\"id\":\"b\"}", "unknown_schema"),
            ("{\"schema\":1,\"partition\":\"a\",\"id\":\"b\"}", "unknown_notification"),
            (new string(' ', 200_000), "too_large"),
        ];
        await using var app = await TheApp.StartAsync();

        foreach (var (body, _) in messages)
            await SendRawAsync(app, body);

        Assert.Equal(messages.Select(message => message.Reason), (await DeadAsync(app)).Select(dead => dead.DeadLetterReason));
    }

    [Fact]
    public async Task A_notification_of_a_missing_task_is_dead_lettered_and_its_row_has_the_reason()
    {
        await using var app = await TheApp.StartAsync();
        var task = ReviewTask.Fold(MailSamples.Open(TaskKind.Approval));

        await app.Get<NotificationOutbox>().EnqueueAsync(task, 2, new Effect.Notification(NotificationKind.Assigned, UserId.From("grace"), 1), Never);
        await app.RestAsync();

        Assert.Equal("unknown_task", Assert.Single(await DeadAsync(app)).DeadLetterReason);
        var row = Assert.Single(await app.Get<NotificationStore>().OfTaskAsync(task.Id, Never));
        Assert.Equal((NotificationState.Failed, "unknown_task"), (row.State, row.Reason));
    }

    [Fact]
    public async Task A_mail_without_a_task_is_sent_through_the_same_queue_once()
    {
        await using var app = await StartWithRequestAsync();
        var mail = new MailToSend("bob@example.test", "Sign in", "<p>html</p>", "text", "sign-in-1");

        await app.Get<Mailer>().SendAsync(mail, Never);
        await app.RestAsync();
        await app.Get<Mailer>().SendAsync(mail, Never);

        Assert.Equal(["Sign in"], (await app.MailsOf("bob").AllAsync()).Select(sent => sent.Subject));
    }

    [Fact]
    public async Task Mails_beyond_the_budget_wait_and_are_all_sent_later()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Email:PerMinute=6", "Email:PerHour=0");
        for (var number = 0; number < 12; number++)
            await app.Get<Mailer>().SendAsync(new MailToSend("bob@example.test", $"Mail {number}", "<p>", "text", $"budget-{number}"), Never);

        Assert.InRange(await app.MailsOf("bob").CountAsync(), 1, 7);
        await app.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(12, await app.MailsOf("bob").CountAsync());
    }

    [Fact]
    public async Task Operators_see_when_mails_have_waited_for_more_than_an_hour()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Email:PerMinute=0", "Email:PerHour=2");
        Assert.Equal((0, false), await WaitAsync());

        for (var number = 0; number < 12; number++)
            await app.Get<Mailer>().SendAsync(new MailToSend("bob@example.test", $"Mail {number}", "<p>", "text", $"late-{number}"), Never);
        await app.AdvanceAsync(TimeSpan.FromMinutes(50));
        Assert.Equal((50, false), await WaitAsync());
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.Equal((70, true), await WaitAsync());
        Assert.False((await app.As("ada").GetAsync("/api/health/ready")).TryGetProperty("notifications", out var told) && told.ValueKind == JsonValueKind.Object);

        await app.AdvanceAsync(TimeSpan.FromHours(12));
        Assert.Equal(12, await app.MailsOf("bob").CountAsync());
        Assert.Equal((0, false), await WaitAsync());

        async Task<(int Minutes, bool IsLate)> WaitAsync()
        {
            await app.RestAsync();
            var notifications = (await app.As(SmallOrganization.Admin).GetAsync("/api/health/ready")).GetProperty("notifications");
            return (notifications.GetProperty("longestWaitMinutes").GetInt32(), notifications.GetProperty("isLate").GetBoolean());
        }
    }

    [Fact]
    public async Task Records_of_mails_without_a_task_are_kept_for_a_month_and_those_of_tasks_forever()
    {
        await using var app = await StartWithRequestAsync();
        await app.Get<Mailer>().SendAsync(new MailToSend("bob@example.test", "Sign in", "<p>html</p>", "text", "sign-in-1"), Never);
        var (mail, mias) = (NotificationKey.OfMail("sign-in-1"), await MiasAsync(app));

        await app.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.NotNull(await app.Get<NotificationStore>().FindAsync(mail, Never));
        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Null(await app.Get<NotificationStore>().FindAsync(mail, Never));
        Assert.NotNull(await app.Get<NotificationStore>().FindAsync(mias.Key, Never));
    }

    private static async Task<TheApp> StartWithRequestAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        return app;
    }

    private static async Task<StoredNotification> MiasAsync(TheApp app)
    {
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        var id = (await app.As("mia").GetAsync($"/api/v1/tasks/{number}")).GetProperty("id").GetString()!;
        return Assert.Single(await app.Get<NotificationStore>().OfTaskAsync(TaskId.From(id), Never));
    }

    private static async Task SendRawAsync(TheApp app, string body)
    {
        await using var sender = app.Get<ServiceBusClient>().CreateSender(NotificationMessage.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage(body));
        await app.RestAsync();
    }

    private static async Task<IReadOnlyList<ServiceBusReceivedMessage>> DeadAsync(TheApp app)
    {
        await using var receiver = app.Get<ServiceBusClient>().CreateReceiver(NotificationMessage.Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await receiver.PeekMessagesAsync(10);
    }
}
