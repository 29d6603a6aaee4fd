using System.Net;
using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.App.Tests.Operation;

public sealed class DeadLetterSpecs
{
    private const string Letters = "/api/v1/operation/dead-letters";

    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_failed_notification_is_sent_once_when_replayed_after_its_cause_is_fixed()
    {
        var (app, lost) = await WithADeadLetterAsync();
        await using var _ = app;
        var dead = Assert.Single(await ListAsync(app));
        Assert.Equal("unknown_task", dead.GetProperty("reason").GetString());
        Assert.Equal("refused", await ReplayAsync(app));

        await MendAsync(app, lost);
        Assert.Equal("replayed", await ReplayAsync(app));
        await app.RestAsync();

        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
        Assert.Empty(await ListAsync(app));
        Assert.Empty((await app.As(SmallOrganization.Admin).PostAsync($"{Letters}/replays", new { }, HttpStatusCode.OK)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_failed_notification_replayed_just_before_a_crash_sends_one_mail()
    {
        var (app, lost) = await WithADeadLetterAsync();
        await using var _ = app;
        await MendAsync(app, lost);

        // Back in the queue, but the dead letter was not removed.
        var store = app.Get<NotificationStore>();
        var failed = (await store.OfTaskAsync(TaskId.From(lost.PartitionKey), Never)).Single(notification => notification.State == NotificationState.Failed);
        await store.WriteAsync(failed.TriedAgain(), Never);
        await app.Get<NotificationQueue>().SendAgainAsync(new NotificationMessage(failed.Key, 0, 0), 4711, Never);
        await app.RestAsync();

        Assert.Equal("alreadyDone", await ReplayAsync(app));
        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
        Assert.Empty(await ListAsync(app));
    }

    [Fact]
    public async Task An_unreadable_dead_letter_stays_in_the_queue()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await using (var sender = app.Get<ServiceBusClient>().CreateSender(NotificationMessage.Queue))
        {
            for (var number = 0; number < 3; number++)
                await sender.SendMessageAsync(new ServiceBusMessage("{") { MessageId = $"bad-{number}" });
        }

        await app.RestAsync();

        var replays = (await app.As(SmallOrganization.Admin).PostAsync($"{Letters}/replays", new { }, HttpStatusCode.OK)).GetProperty("items").EnumerateArray().ToList();

        Assert.All(replays, replay => Assert.Equal(("refused", "malformed"), (replay.GetProperty("outcome").GetString(), replay.GetProperty("reason").GetString())));
        Assert.Equal(3, replays.Count);
        Assert.Equal(["bad-0", "bad-1", "bad-2"], (await ListAsync(app)).Select(dead => dead.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Auditors_can_read_dead_letters_and_only_administrators_can_replay_them()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        await app.As("aud").GetAsync(Letters);
        await app.As("aud").PostAsync($"{Letters}/replays", new { }, HttpStatusCode.Forbidden);
        await app.As("ada").PostAsync($"{Letters}/replays", new { }, HttpStatusCode.Forbidden);
    }

    /// <summary>A reminder to Mia that was sent while the row of her task was missing.</summary>
    private static async Task<(TheApp App, TableEntity Lost)> WithADeadLetterAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var id = TaskId.From(Assert.Single(await app.As("mia").MyTasksAsync()).GetProperty("id").GetString()!); // Every row has one.
        var task = (await app.Get<TaskStore>().LoadAsync(id, Never))!.Task; // It was just read from her list.

        var rows = app.Get<AppTables>().Tasks;
        var lost = (await rows.GetEntityAsync<TableEntity>(id.Value, "s")).Value;
        await rows.DeleteEntityAsync(lost.PartitionKey, lost.RowKey);
        await app.Get<NotificationOutbox>().EnqueueAsync(task, 77, new Effect.Notification(NotificationKind.Reminder, UserId.From("mia"), task.Generation), Never);
        await app.RestAsync();
        return (app, lost);
    }

    private static Task MendAsync(TheApp app, TableEntity lost) => app.Get<AppTables>().Tasks.AddEntityAsync(lost);

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(TheApp app) =>
        [.. (await app.As(SmallOrganization.Admin).GetAsync(Letters)).GetProperty("items").EnumerateArray()];

    /// <summary>Replays the only dead letter and returns the outcome.</summary>
    private static async Task<string?> ReplayAsync(TheApp app)
    {
        var answer = await app.As(SmallOrganization.Admin).PostAsync($"{Letters}/replays", new { }, HttpStatusCode.OK);
        return Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty("outcome").GetString();
    }
}
