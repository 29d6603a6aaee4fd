using System.Net.Http.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Slack;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>Slack is slow, busy or broken, or the process dies: no message is lost or sent twice.</summary>
public sealed class SlackDeliverySpecs
{
    [Fact]
    public async Task When_Slack_asks_to_wait_all_messages_wait_that_long_and_are_then_posted()
    {
        await using var world = await InSlack.StartAsync("olga");
        world.Slack.Fail("chat.postMessage", new SlackFault.Busy(120));

        await world.CertifyAsync();
        await world.CertifyAsync(Builders.SmallOrganization.Root);
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(119));
        Assert.Equal(["chat.postMessage ratelimited"], Posts(world));
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, (await world.MessagesOfAsync("olga")).Count);
        Assert.Equal(3, Posts(world).Count);
    }

    [Fact]
    public async Task Rate_limits_of_Slack_only_delay_messages()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        world.Slack.PerMinute["chat.update"] = 2;
        List<int> numbers = [];
        for (var task = 0; task < 4; task++)
        {
            numbers.Add(await world.CertifyAsync(task % 2 == 0 ? Builders.SmallOrganization.Reader : Builders.SmallOrganization.Root));
            await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));
            await world.App.As("olga").DecideAsync(numbers[^1], "certify");
            await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        }

        for (var minute = 0; minute < 8; minute++)
            await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));

        foreach (var person in new[] { "olga", "otto" })
        {
            Assert.Equal(4, (await world.MessagesOfAsync(person)).Count);
            Assert.All(await world.MessagesOfAsync(person), message => Assert.Empty(message.Decisions));
        }

        Assert.Contains("chat.update ratelimited", world.Slack.Calls);
    }

    [Fact]
    public async Task A_conversation_gets_at_most_one_message_a_second()
    {
        await using var world = await InSlack.StartAsync("olga");
        await world.CertifyAsync();
        await world.CertifyAsync(Builders.SmallOrganization.Root);

        Assert.Single(await world.MessagesOfAsync("olga"));
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await world.MessagesOfAsync("olga")).Count);
        Assert.DoesNotContain("chat.postMessage ratelimited", world.Slack.Calls);
    }

    [Fact]
    public async Task A_person_with_many_new_tasks_gets_a_few_messages_and_one_that_says_there_are_more()
    {
        await using var world = await InSlack.StartAsync("mia");
        await world.ImportEntitlementsAsync(12);
        for (var number = 0; number < 12; number++)
            await world.App.As("ada").RequestAsync($"vault/e{number}");
        for (var second = 0; second < 12; second++)
            await world.App.AdvanceAsync(TimeSpan.FromSeconds(1));

        var messages = await world.MessagesOfAsync("mia");
        Assert.Equal([true, true, true, true, true, false], messages.Select(message => message.Decisions.Count > 0));
        Assert.StartsWith("You have more new tasks", messages[^1].Words, StringComparison.Ordinal);

        // A quarter of an hour later new tasks are posted one by one again; the summary message stays.
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(15));
        await world.App.As("ada").RequestAsync(Builders.SmallOrganization.Reader);
        Assert.Equal(["Approve", "Deny"], (await world.LastOfAsync("mia")).Decisions);
        Assert.Equal(0, (await world.MessagesOfAsync("mia"))[5].Edits);
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_found_again_and_not_repeated()
    {
        await using var world = await InSlack.StartAsync("olga");
        world.Slack.Fail("chat.postMessage", new SlackFault.DoneAndLost());
        var number = await world.CertifyAsync();

        await world.App.AdvanceAsync(TimeSpan.FromMinutes(2));

        var message = Assert.Single(await world.MessagesOfAsync("olga"));
        Assert.Equal((NotificationState.Accepted, message.Ts), (Assert.Single(await world.RowsOfAsync(number)) is var row ? row.State : default, SlackMessageRef.Of(row)?.Ts));
        // The message works: its button decides, and the message is updated.
        await world.PressAsync("olga", message, "Certify");
        Assert.Empty((await world.LastOfAsync("olga")).Decisions);
    }

    [Fact]
    public async Task A_crash_between_post_and_record_leaves_one_message()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var (store, row) = (world.App.Get<NotificationStore>(), Assert.Single(await world.RowsOfAsync(number)));
        var before = SlackMessageRef.Of(row)!; // It was posted.
        await store.WriteAsync(row with { State = NotificationState.Sending, AcceptedAt = null, FirstSentAt = world.App.Now, Posted = new SlackMessageRef(before.Channel).ToJson() }, CancellationToken.None);

        await world.App.Get<NotificationQueue>().SendAsync(new NotificationMessage(row.Key, 0, 1), CancellationToken.None);
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Single(await world.MessagesOfAsync("olga"));
        Assert.Equal((NotificationState.Accepted, before.Ts), (Assert.Single(await world.RowsOfAsync(number)) is var now ? now.State : default, SlackMessageRef.Of(now)?.Ts));
    }

    [Fact]
    public async Task A_post_that_failed_before_Slack_received_it_is_retried_and_leaves_one_message()
    {
        await using var world = await InSlack.StartAsync("olga");
        world.Slack.Fail("chat.postMessage", new SlackFault.Broken());
        await world.CertifyAsync();
        Assert.Empty(await world.MessagesOfAsync("olga"));

        await world.App.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Single(await world.MessagesOfAsync("olga"));
    }

    [Fact]
    public async Task A_message_whose_task_closes_while_it_is_being_posted_is_updated_to_closed()
    {
        await using var world = await InSlack.StartAsync("olga");
        world.Slack.Fail("chat.postMessage", new SlackFault.DoneAndLost());
        var number = await world.CertifyAsync();
        await world.App.As("otto").DecideAsync(number, "certify");

        await world.App.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Empty((await world.LastOfAsync("olga")).Decisions);
    }

    [Theory]
    [InlineData("channel_not_found")]
    [InlineData("invalid_auth")]
    public async Task A_permanent_Slack_error_dead_letters_the_message_with_its_reason_and_it_can_be_replayed(string error)
    {
        await using var world = await InSlack.StartAsync("olga");
        world.Slack.Fail("chat.postMessage", new SlackFault.Error(error));
        var number = await world.CertifyAsync();

        Assert.Equal($"slack_{error}", Assert.Single(await DeadAsync(world)).DeadLetterReason);
        Assert.Equal((NotificationState.Failed, $"slack_{error}"), (Assert.Single(await world.RowsOfAsync(number)) is var row ? row.State : default, row.Reason));
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));
        await world.App.As("adam").PostAsync("/api/v1/operation/dead-letters/replays", new { }, System.Net.HttpStatusCode.OK);

        Assert.Single(await world.MessagesOfAsync("olga"));
        Assert.Empty(await DeadAsync(world));
    }

    [Fact]
    public async Task A_failed_update_of_a_message_is_retried_until_it_succeeds()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        world.Slack.Fail("chat.update", new SlackFault.Broken());
        world.Slack.Fail("chat.update", new SlackFault.Broken());

        await world.App.As("otto").DecideAsync(number, "certify");
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Empty((await world.LastOfAsync("olga")).Decisions);
    }

    [Fact]
    public async Task An_update_refused_for_a_revoked_token_is_dead_lettered_and_succeeds_when_replayed()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        world.Slack.Fail("chat.update", new SlackFault.Error("token_revoked"));
        await world.App.As("otto").DecideAsync(number, "certify");
        Assert.Equal("slack_token_revoked", Assert.Single(await DeadAsync(world)).DeadLetterReason);
        Assert.NotEmpty((await world.LastOfAsync("olga")).Decisions);

        await world.App.As("adam").PostAsync("/api/v1/operation/dead-letters/replays", new { }, System.Net.HttpStatusCode.OK);

        Assert.Empty((await world.LastOfAsync("olga")).Decisions);
        Assert.Empty(await DeadAsync(world));
    }

    [Theory]
    [InlineData("message_not_found")]
    [InlineData("edit_window_closed")]
    public async Task A_message_that_can_no_longer_be_updated_is_left_and_its_buttons_decide_nothing(string error)
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        world.Slack.Fail("chat.update", new SlackFault.Error(error));
        await world.App.As("otto").DecideAsync(number, "certify");
        await world.App.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(await DeadAsync(world));
        Assert.Single(world.Slack.Calls, call => call == $"chat.update {error}");
        await world.PressAsync("olga", await world.LastOfAsync("olga"), "Certify");
        Assert.StartsWith("Another person already decided this task.", Assert.Single(world.Slack.Ephemerals), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_sent_even_when_Slack_fails()
    {
        await using var world = await InSlack.StartAsync("olga");
        world.Slack.Fail("chat.postMessage", new SlackFault.Error("invalid_auth"));

        await world.CertifyAsync();

        Assert.Equal(1, await world.App.MailsOf("olga").CountAsync());
    }

    [Fact]
    public async Task A_person_who_chose_only_Slack_gets_no_mail_and_a_person_who_turned_Slack_off_gets_no_message()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        await ChooseAsync(world, "olga", "off", true);
        await ChooseAsync(world, "otto", "atOnce", false);

        await world.CertifyAsync();

        Assert.Equal((0, 1), (await world.App.MailsOf("olga").CountAsync(), (await world.MessagesOfAsync("olga")).Count));
        Assert.Equal((1, 0), (await world.App.MailsOf("otto").CountAsync(), (await world.MessagesOfAsync("otto")).Count));
    }

    [Fact]
    public async Task A_person_who_chose_only_Slack_but_is_not_connected_gets_a_mail()
    {
        await using var world = await InSlack.StartAsync();
        await ChooseAsync(world, "olga", "off", true);

        await world.CertifyAsync();

        Assert.Equal(1, await world.App.MailsOf("olga").CountAsync());
    }

    [Fact]
    public async Task Applying_effects_again_does_not_post_old_events_to_a_person_connected_later()
    {
        await using var world = await InSlack.StartAsync();
        var number = await world.RequestAsync();
        await world.App.As("mia").DecideAsync(number, "deny", "Not needed");
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        await world.ConnectAsync("ada");

        await world.App.As("adam").PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { }, System.Net.HttpStatusCode.OK);

        Assert.Empty(await world.MessagesOfAsync("ada"));
        Assert.Equal("before_slack", Assert.Single(await world.RowsOfAsync(number)).Reason);
    }

    [Fact]
    public async Task Advancing_an_unchanged_task_makes_no_call_to_Slack()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var row = Assert.Single(await world.RowsOfAsync(number));
        var before = world.Slack.Calls.Count;

        for (var version = 90; version < 95; version++)
            await world.App.Get<NotificationQueue>().SendAsync(new NotificationMessage(row.Key, 0, 0) { Version = version }, CancellationToken.None);
        await world.App.RestAsync();

        Assert.Equal(before, world.Slack.Calls.Count);
    }

    [Fact]
    public void The_keys_of_a_mail_and_of_a_Slack_message_are_the_same_as_in_earlier_builds()
    {
        var notice = new Notice(Domain.Tasks.TaskId.From("t1"), 1, 2, Domain.Tasks.NotificationKind.Assigned, Domain.Directory.UserId.From("olga"));

        Assert.Equal(("t1", "fdba57336c9f597ba01a81579822b45a"), (NotificationKey.Of(notice).Partition, NotificationKey.Of(notice).Id));
        Assert.Equal(new NotificationKey("t1", "cff54f2be2a55c1d91970f83506d7fb6"), NotificationKey.Of(notice, SlackDescription.Key));
    }

    private static async Task ChooseAsync(InSlack world, string person, string mail, bool slack)
    {
        using var chosen = await world.App.As(person).Http.PutAsJsonAsync("/api/v1/my/notification-settings", new { topics = new[] { new { topic = "assigned", mail, slack } } });
        Assert.Equal(System.Net.HttpStatusCode.OK, chosen.StatusCode);
    }

    private static List<string> Posts(InSlack world) => [.. world.Slack.Calls.Where(call => call.StartsWith("chat.postMessage", StringComparison.Ordinal))];

    private static async Task<IReadOnlyList<ServiceBusReceivedMessage>> DeadAsync(InSlack world)
    {
        await world.App.RestAsync();
        await using var receiver = world.App.Get<ServiceBusClient>().CreateReceiver(NotificationMessage.Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await receiver.PeekMessagesAsync(10);
    }
}
