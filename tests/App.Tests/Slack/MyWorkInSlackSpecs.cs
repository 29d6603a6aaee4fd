using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class MyWorkInSlackSpecs
{
    [Fact]
    public async Task The_Slack_command_lists_open_tasks_with_a_count_and_a_link_for_each_kind()
    {
        await using var world = await InSlack.StartAsync("olga");
        var (first, second) = (await world.CertifyAsync(), await world.CertifyAsync(SmallOrganization.Root));

        var list = await ListAsync(world, "olga");

        Assert.Equal("ephemeral", list.GetProperty("response_type").GetString());
        var words = list.ToString();
        Assert.Contains("You have 2 open tasks.", words, StringComparison.Ordinal);
        Assert.Contains("Certification: 2", words, StringComparison.Ordinal);
        foreach (var number in new[] { first, second })
            Assert.Contains($"/tasks/{number}\"", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Slack_command_lists_ten_tasks_and_counts_the_others()
    {
        await using var world = await InSlack.StartAsync("mia");
        await world.ImportEntitlementsAsync(12);
        for (var number = 0; number < 12; number++)
            await world.App.As("ada").RequestAsync($"vault/e{number}");
        await world.App.RestAsync();

        var list = await ListAsync(world, "mia");

        Assert.Contains("You have 12 open tasks.", list.ToString(), StringComparison.Ordinal);
        Assert.Equal(10, list.GetProperty("blocks").EnumerateArray().Count(block => block.TryGetProperty("accessory", out _)));
    }

    [Fact]
    public async Task The_Slack_command_lists_tasks_of_an_absent_person_with_that_persons_name()
    {
        await using var world = await InSlack.StartAsync("otto");
        await world.RequestAsync();
        await AwayAsync(world, new { delegateId = "otto" });

        var list = (await ListAsync(world, "otto")).ToString();
        Assert.Contains("You have 1 open task.", list, StringComparison.Ordinal);
        Assert.Contains("for Mia Manager", list, StringComparison.Ordinal);

        await AwayAsync(world, new { delegateId = (string?)null });
        Assert.Contains("You have no open tasks.", (await ListAsync(world, "otto")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delegate_decides_in_Slack_and_the_message_shows_the_end_of_the_delegation()
    {
        await using var world = await InSlack.StartAsync("otto");
        var number = await world.RequestAsync();
        await world.RequestAsync(SmallOrganization.Root);
        await AwayAsync(world, new { delegateId = "otto" });
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));

        var messages = await world.MessagesOfAsync("otto");
        var task = messages.Single(message => message.Words.Contains("Reader (Vault)", StringComparison.Ordinal));
        Assert.Equal(["Approve", "Deny"], task.Decisions);
        Assert.Contains("You are the delegate of Mia Manager", task.Words, StringComparison.Ordinal);
        await world.PressAsync("otto", task, "Approve");
        Assert.Equal("approved", await world.OutcomeOfAsync(number));

        await AwayAsync(world, new { delegateId = (string?)null });
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Contains(await world.MessagesOfAsync("otto"), message => message.Words.Contains("This task is no longer assigned to you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_Slack_command_says_when_there_are_no_open_tasks()
    {
        await using var world = await InSlack.StartAsync("olga");

        Assert.Contains("You have no open tasks.", (await ListAsync(world, "olga")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Slack_command_tells_a_person_who_is_not_connected_what_to_do()
    {
        await using var world = await InSlack.StartAsync();

        Assert.Contains("Ask an administrator", (await ListAsync(world, "olga")).ToString(), StringComparison.Ordinal);
    }

    private static async Task AwayAsync(InSlack world, object body)
    {
        using var answer = await world.App.As("mia").Http.PatchAsJsonAsync("/api/v1/users/me/out-of-office", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await world.App.RestAsync();
    }

    private static async Task<JsonElement> ListAsync(InSlack world, string person)
    {
        using var answer = await world.SendAsync(SlackRequest.Form(
            "/slack/commands", ("command", "/access"), ("text", ""), ("team_id", SlackDouble.Team), ("user_id", InSlack.IdOf(person)), ("trigger_id", world.Slack.NewTrigger())));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var list = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Empty(BlockKit.OfMessage(list.GetProperty("blocks")));
        return list;
    }
}
