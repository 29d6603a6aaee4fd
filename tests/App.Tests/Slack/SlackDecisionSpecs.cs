using System.Net;
using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackDecisionSpecs
{
    [Fact]
    public async Task A_certification_in_Slack_is_recorded_and_the_message_shows_the_result()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var posted = await world.LastOfAsync("olga");
        Assert.Contains("Should Bob Builder keep access to Reader", posted.Words, StringComparison.Ordinal);
        Assert.Equal(["Certify", "Remove", "Open the task"], posted.Buttons);

        Assert.Equal(HttpStatusCode.OK, await world.PressAsync("olga", posted, "Certify"));

        Assert.Equal("certified", await world.OutcomeOfAsync(number));
        var done = await world.LastOfAsync("olga");
        Assert.Equal((posted.Ts, 1), (done.Ts, done.Edits));
        Assert.Equal(["Open the task"], done.Buttons);
        Assert.Contains("You certified the access, Monday 2 November 2026, 09:00 (UTC).", done.Words, StringComparison.Ordinal);
        Assert.Empty(world.Slack.Ephemerals);
        // Decided by Olga, with Slack as the recorded proof.
        var decided = (await world.App.As("adam").GetAsync($"/api/v1/tasks/{number}/history")).ToString();
        Assert.Contains("\"slack\"", decided, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_in_Slack_requires_a_reason_in_a_modal_before_it_is_recorded()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();

        await world.PressAsync("olga", await world.LastOfAsync("olga"), "Remove");
        Assert.Null(await world.OutcomeOfAsync(number));
        Assert.Contains("Should Bob Builder keep access to Reader", Assert.Single(world.Slack.Views).ToString(), StringComparison.Ordinal);
        var closed = await world.SubmitAsync("olga", "Bob has moved to another team");

        Assert.Empty(closed.EnumerateObject());
        Assert.Equal("removed", await world.OutcomeOfAsync(number));
        Assert.Equal("Bob has moved to another team", (await world.TaskAsync(number)).GetProperty("decisions")[0].GetProperty("reason").GetString());
        Assert.Contains("Removal recommended", (await world.MessagesOfAsync("olga"))[0].Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_or_too_long_reason_in_a_Slack_modal_gets_an_error_beside_its_field()
    {
        await using var world = await InSlack.StartAsync("mia");
        var number = await world.RequestAsync();
        await world.PressAsync("mia", await world.LastOfAsync("mia"), "Deny");

        foreach (var (reason, sentence) in new (string?, string)[] { (null, "Enter a reason."), ("  ", "Enter a reason."), (new string('a', 2001), "The text is too long") })
        {
            var wrong = await world.SubmitAsync("mia", reason);
            Assert.Equal("errors", wrong.GetProperty("response_action").GetString());
            Assert.StartsWith(sentence, wrong.GetProperty("errors").GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        Assert.Null(await world.OutcomeOfAsync(number));
        await world.SubmitAsync("mia", "Not needed for this work");
        Assert.Equal("denied", await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_high_risk_task_in_Slack_leads_to_the_browser()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        var low = await world.CertifyAsync();
        var number = await world.CertifyAsync(SmallOrganization.Root);
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));

        var messages = await world.MessagesOfAsync("otto");
        var (harmless, posted) = (messages.Single(message => message.Decisions.Count > 0), messages.Single(message => message.Decisions.Count == 0));
        Assert.Equal(["Decide in the browser"], posted.Buttons);
        Assert.EndsWith($"/tasks/{number}", posted.Button("Decide in the browser").GetProperty("url").GetString(), StringComparison.Ordinal);

        // Nor by a button that never existed.
        var task = await world.TaskAsync(number);
        var value = harmless.Button("Certify").GetProperty("value").GetString()!.Replace((await world.TaskAsync(low)).GetProperty("id").GetString()!, task.GetProperty("id").GetString(), StringComparison.Ordinal);
        var pressed = world.Pressed("otto", harmless, harmless.Button("Certify"));
        pressed["actions"]![0]!["value"] = value;
        using var answer = await world.SendAsync(SlackRequest.Interaction(pressed));

        Assert.Equal("High-risk access must be decided in the browser.", Assert.Single(world.Slack.Ephemerals));
        Assert.Null(await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_decision_made_elsewhere_is_shown_in_the_Slack_message()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        var number = await world.CertifyAsync();

        await world.App.As("olga").DecideAsync(number, "certify");

        Assert.Contains("Olga Owner certified the access, Monday", (await world.LastOfAsync("otto")).Words, StringComparison.Ordinal);
        Assert.Empty((await world.LastOfAsync("otto")).Decisions);
        Assert.Contains("You certified the access, Monday", (await world.LastOfAsync("olga")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_reassignment_the_new_assignee_gets_buttons_and_the_former_message_says_who_reassigned_it_to_whom()
    {
        await using var world = await InSlack.StartAsync("olga", "otto", "max");
        var number = await world.CertifyAsync();
        await world.App.As("olga").PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "max", step = 0, reason = "You know this better" }, HttpStatusCode.OK);

        Assert.Contains("Olga Owner reassigned it to Max Major on Monday 2 November 2026, 09:00 (UTC).", (await world.LastOfAsync("otto")).Words, StringComparison.Ordinal);
        Assert.Empty((await world.LastOfAsync("otto")).Decisions);
        var posted = await world.LastOfAsync("max");
        Assert.Contains("You know this better", posted.Words, StringComparison.Ordinal);

        await world.PressAsync("max", posted, "Certify");
        Assert.Equal("certified", await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_task_without_response_is_posted_at_each_rung_and_loses_its_buttons_when_it_closes()
    {
        await using var world = await InSlack.StartAsync("olga", "max");
        var number = await world.CertifyAsync();

        await world.App.AdvanceAsync(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        // Other assignees were added: the first message still has buttons, and they are for the new generation.
        Assert.All(await world.MessagesOfAsync("olga"), message => Assert.Equal(["Certify", "Remove"], message.Decisions));
        Assert.Equal(2, (await world.MessagesOfAsync("olga")).Count);
        Assert.Equal(["Certify", "Remove"], (await world.LastOfAsync("max")).Decisions);

        await world.App.AdvanceAsync(TimeSpan.FromDays(8));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("noResponse", await world.OutcomeOfAsync(number));
        Assert.All((await world.MessagesOfAsync("olga")).Concat(await world.MessagesOfAsync("max")), message => Assert.Empty(message.Decisions));
    }

    [Fact]
    public async Task A_button_pressed_too_late_is_answered_with_the_text_of_the_page_only_to_the_person_who_pressed_it()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        var number = await world.CertifyAsync();
        var posted = await world.LastOfAsync("otto");
        await world.App.As("olga").DecideAsync(number, "remove", "Has left");

        Assert.Equal(HttpStatusCode.OK, await world.PressAsync("otto", posted, "Certify"));

        Assert.StartsWith("Another person already decided this task.", Assert.Single(world.Slack.Ephemerals), StringComparison.Ordinal);
        Assert.Equal("removed", await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_button_that_contradicts_ones_own_earlier_decision_is_answered_with_that_decision()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var posted = await world.LastOfAsync("olga");
        await world.App.As("olga").DecideAsync(number, "certify");

        await world.PressAsync("olga", posted, "Remove");

        Assert.Equal("You already decided this task. You certified the access.", Assert.Single(world.Slack.Ephemerals));
        Assert.Equal("certified", await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task The_same_decision_twice_in_Slack_is_recorded_once_without_a_message()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var posted = await world.LastOfAsync("olga");

        await world.PressAsync("olga", posted, "Certify");
        await world.PressAsync("olga", posted, "Certify");

        Assert.Equal(1, (await world.TaskAsync(number)).GetProperty("decisions").GetArrayLength());
        Assert.Empty(world.Slack.Ephemerals);
        Assert.Equal(1, (await world.LastOfAsync("olga")).Edits);
    }

    [Fact]
    public async Task A_person_who_is_not_an_assignee_decides_nothing_with_any_button()
    {
        await using var world = await InSlack.StartAsync("olga", "ada", "aud", "bob");
        var number = await world.CertifyAsync();
        var posted = await world.LastOfAsync("olga");

        foreach (var person in new[] { "ada", "aud", "bob" })
            await world.PressAsync(person, posted, "Certify");

        Assert.Equal(
            ["Page not found, or you do not have access to it.", "Auditors can read everything but change nothing.", "You cannot decide about your own access."],
            world.Slack.Ephemerals);
        Assert.Null(await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_button_pressed_by_a_person_who_is_not_connected_is_answered_with_advice()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();

        await world.PressAsync("otto", await world.LastOfAsync("olga"), "Certify");

        Assert.StartsWith("Your Slack account is not connected to Access Review yet.", Assert.Single(world.Slack.Ephemerals), StringComparison.Ordinal);
        Assert.Null(await world.OutcomeOfAsync(number));
        Assert.Empty(await world.MessagesOfAsync("otto"));
    }

    [Fact]
    public async Task A_user_of_another_Slack_workspace_identifies_nobody()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var posted = await world.LastOfAsync("olga");
        var pressed = world.Pressed("olga", posted, posted.Button("Certify"));
        pressed["team"]!["id"] = "T0OTHER";

        using var answer = await world.SendAsync(SlackRequest.Interaction(pressed));

        Assert.Single(world.Slack.Ephemerals);
        Assert.Null(await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_modal_sent_too_late_says_so()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        await world.PressAsync("olga", await world.LastOfAsync("olga"), "Remove");
        await world.App.As("otto").DecideAsync(number, "certify");

        var told = await world.SubmitAsync("olga", "Has left");

        Assert.Equal("update", told.GetProperty("response_action").GetString());
        Assert.Empty(BlockKit.OfView(told.GetProperty("view")));
        Assert.Contains("Another person already decided this task.", told.ToString(), StringComparison.Ordinal);
        Assert.Equal("certified", await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_modal_that_Slack_could_not_open_asks_the_person_to_press_again()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        world.Slack.Fail("views.open", new SlackFault.Error("expired_trigger_id"));

        await world.PressAsync("olga", await world.LastOfAsync("olga"), "Remove");

        Assert.Contains("Select the button again.", Assert.Single(world.Slack.Ephemerals), StringComparison.Ordinal);
        Assert.Null(await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task The_requester_is_notified_of_the_outcome_in_Slack()
    {
        await using var world = await InSlack.StartAsync("ada");
        var number = await world.RequestAsync();

        await world.App.As("mia").DecideAsync(number, "deny", "Not needed");

        var told = await world.LastOfAsync("ada");
        Assert.Contains("Request denied", told.Words, StringComparison.Ordinal);
        Assert.Contains("Mia Manager writes:\nNot needed", told.Words, StringComparison.Ordinal);
        Assert.Equal(["Request again", "Open the task"], told.Buttons);
    }

    [Fact]
    public async Task Text_from_people_is_escaped_in_Slack_messages()
    {
        await using var world = await InSlack.StartAsync("mia");

        await world.RequestAsync(reason: "<!channel> <@U0MIA> <https://evil.example|click> *bold* https://evil.example & more");

        var posted = await world.LastOfAsync("mia");
        Assert.Contains("<!channel> <@U0MIA>", posted.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("https://evil.example", posted.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("mrkdwn", posted.Blocks.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/r/", posted.Blocks.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_any_length_are_escaped_in_Slack_messages()
    {
        await using var world = await InSlack.StartAsync("mia");
        var name = "<!here> *Bob* <script> " + new string('b', 150);
        await world.App.As("adam").PostAsync("/api/v1/directory/imports", new { users = new[] { new { id = "ada", email = "ada@example.test", displayName = name, managerId = "mia" } } }, HttpStatusCode.Accepted);
        await world.App.RestAsync();

        await world.RequestAsync();

        var posted = await world.LastOfAsync("mia");
        Assert.Contains("<!here> *Bob* <script>", posted.Words, StringComparison.Ordinal);
        Assert.Contains("&lt;!here&gt;", posted.Text, StringComparison.Ordinal);
        await world.PressAsync("mia", posted, "Deny");
        Assert.Single(world.Slack.Views);
        Assert.Empty(world.Slack.Complaints);
    }

    [Fact]
    public async Task Slack_messages_are_in_the_language_of_each_reader()
    {
        await using var world = await InSlack.StartAsync("mia");
        await world.App.As("adam").PostAsync("/api/v1/directory/imports", new { users = new[] { new { id = "mia", email = "mia@example.test", displayName = "Mia Manager", managerId = "max", locale = "de-DE" } } }, HttpStatusCode.Accepted);
        await world.App.RestAsync();

        await world.RequestAsync();

        Assert.Contains("Aufgabe öffnen", (await world.LastOfAsync("mia")).Buttons);
    }
}
