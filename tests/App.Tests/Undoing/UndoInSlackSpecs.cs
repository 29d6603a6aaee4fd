using System.Net;
using AccessReview.App.Tests.Slack;
using Xunit;

namespace AccessReview.App.Tests.Undoing;

public sealed class UndoInSlackSpecs
{
    [Fact]
    public async Task A_button_undoes_a_decision_made_in_Slack_and_the_message_asks_again()
    {
        await using var world = await InSlack.StartAsync([Undo.Setting], "olga", "otto");
        var number = await world.CertifyAsync();
        var asking = await world.LastOfAsync("olga");

        await world.PressAsync("olga", asking, "Certify");
        var decided = await world.LastOfAsync("olga");
        Assert.Equal(asking.Ts, decided.Ts);
        Assert.Equal(["Undo", "Open the task"], decided.Buttons);
        Assert.Contains("You can undo it until then.", decided.Words, StringComparison.Ordinal);
        // The other assignee's message does not show it yet.
        Assert.Equal(0, (await world.LastOfAsync("otto")).Edits);
        Assert.Equal(HttpStatusCode.OK, await world.PressAsync("olga", decided, "Undo"));

        var again = await world.LastOfAsync("olga");
        Assert.Equal((asking.Ts, asking.Words), (again.Ts, again.Words));
        Assert.Equal(asking.Buttons, again.Buttons);
        Assert.Empty(world.Slack.Ephemerals);
        await world.PressAsync("otto", await world.LastOfAsync("otto"), "Certify");
        Assert.Equal("certified", await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task When_a_decision_takes_effect_its_button_to_undo_goes_and_other_messages_show_it()
    {
        await using var world = await InSlack.StartAsync([Undo.Setting], "olga", "otto");
        await world.CertifyAsync();
        await world.PressAsync("olga", await world.LastOfAsync("olga"), "Certify");
        var decided = await world.LastOfAsync("olga");
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Open the task"], (await world.LastOfAsync("olga")).Buttons);
        Assert.Contains("Olga Owner certified the access", (await world.LastOfAsync("otto")).Words, StringComparison.Ordinal);

        await world.PressAsync("olga", decided, "Undo");
        Assert.Equal("It is too late to undo this decision. It has taken effect.", Assert.Single(world.Slack.Ephemerals));
    }

    [Fact]
    public async Task Another_persons_press_of_the_button_undoes_nothing()
    {
        await using var world = await InSlack.StartAsync([Undo.Setting], "olga", "otto");
        var number = await world.CertifyAsync();
        await world.PressAsync("olga", await world.LastOfAsync("olga"), "Certify");

        await world.PressAsync("otto", await world.LastOfAsync("olga"), "Undo");

        Assert.Equal("Only the person who decided can undo the decision.", Assert.Single(world.Slack.Ephemerals));
        Assert.Equal("certified", await world.OutcomeOfAsync(number));
    }
}
