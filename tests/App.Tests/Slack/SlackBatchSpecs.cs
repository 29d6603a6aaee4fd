using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>Slack gets one message for all notifications of a batch window, as mail does.</summary>
public sealed class SlackBatchSpecs
{
    [Fact]
    public async Task New_tasks_of_a_window_come_in_one_message_after_the_first_and_reminders_in_one_message()
    {
        await using var world = await StartAsync(14);

        var messages = await world.MessagesOfAsync("mia");
        Assert.Equal(2, messages.Count);
        Assert.Equal(["Approve", "Deny"], messages[0].Decisions);
        Assert.StartsWith("You have 13 new tasks", messages[1].Words, StringComparison.Ordinal);
        Assert.Equal("Open My work", messages[1].Buttons[0]);
        Assert.Empty(messages[1].Decisions);
        Assert.Contains("3 more tasks are in My work.", messages[1].Words, StringComparison.Ordinal);

        await world.App.AdvanceAsync(TimeSpan.FromDays(1));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(11));

        messages = await world.MessagesOfAsync("mia");
        Assert.Equal(3, messages.Count);
        Assert.Matches("^14 approvals are due on", messages[2].Words);
    }

    [Fact]
    public async Task A_single_task_left_in_a_batch_is_its_own_message_whose_buttons_decide()
    {
        await using var world = await StartAsync(2);

        var message = await world.LastOfAsync("mia");
        Assert.Equal(["Approve", "Deny"], message.Decisions);
        await world.PressAsync("mia", message, "Approve");

        Assert.Empty((await world.LastOfAsync("mia")).Decisions);
        Assert.Equal(2, (await world.MessagesOfAsync("mia")).Count);
    }

    [Fact]
    public async Task A_batch_whose_answer_was_lost_is_found_again_and_not_repeated()
    {
        await using var world = await StartAsync(4, world => world.Slack.Fail("chat.postMessage", new SlackFault.DoneAndLost()));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(2, (await world.MessagesOfAsync("mia")).Count);
        Assert.Empty(await world.App.Tables.GetTableClient("Recipients").QueryAsync<Azure.Data.Tables.TableEntity>("RowKey ne 'window'").ToListAsync());
    }

    [Fact]
    public async Task When_a_batch_fails_for_good_the_mail_that_replaces_it_is_a_batch_too()
    {
        await using var world = await StartAsync(
            4,
            world => world.Slack.Fail("chat.postMessage", new SlackFault.Error("channel_not_found")),
            world => world.ChooseOnlySlackAsync("mia"));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(["You have 3 new tasks"], (await world.App.MailsOf("mia").AllAsync()).Select(mail => mail.Subject));
    }

    /// <summary>Ada requests this number of entitlements, and the batch window ends.</summary>
    private static async Task<InSlack> StartAsync(int count, Action<InSlack>? beforeEnd = null, Func<InSlack, Task>? first = null)
    {
        var world = await InSlack.StartAsync(["Notifications:GatherFor=00:10:00"], "mia");
        if (first is not null)
            await first(world);
        await world.ImportEntitlementsAsync(count);
        for (var number = 0; number < count; number++)
            await world.App.As("ada").RequestAsync($"vault/e{number}");
        await world.App.RestAsync();
        beforeEnd?.Invoke(world);
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(11));
        return world;
    }
}
