using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.MailReports;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>A notification that one channel cannot deliver goes by the next one, once.</summary>
public sealed class NextChannelSpecs
{
    [Fact]
    public async Task A_mail_that_bounces_twice_is_one_message_in_Slack()
    {
        await using var world = await InSlack.StartAsync([Reports.WithKey], "olga");
        await ChooseAsync(world, "atOnce", slack: false);
        var number = await world.CertifyAsync();
        Assert.Empty(await world.MessagesOfAsync("olga"));
        var mail = Assert.Single(await world.MailRowsOfAsync(number), row => row.Notice!.To.Value == "olga");

        await Reports.PostAsync(world.App, Reports.Of(mail.Operation, "Bounced"));
        await Reports.PostAsync(world.App, Reports.Of(mail.Operation, "Bounced"));

        Assert.Equal(["Certify", "Remove"], (Assert.Single(await world.MessagesOfAsync("olga"))).Decisions);
        Assert.Contains("Email to Olga Owner could not be delivered. The mail server of the address refused it. The notification was sent by Slack.", await HistoryAsync(world, number), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_bounces_leads_to_no_second_message_if_Slack_has_one()
    {
        await using var world = await InSlack.StartAsync([Reports.WithKey], "olga");
        var number = await world.CertifyAsync();
        var mail = Assert.Single(await world.MailRowsOfAsync(number), row => row.Notice!.To.Value == "olga");

        await Reports.PostAsync(world.App, Reports.Of(mail.Operation, "Bounced"));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await world.MessagesOfAsync("olga"));
        Assert.Contains("The notification was sent by Slack.", await HistoryAsync(world, number), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel_not_found")]
    [InlineData("is_archived")]
    [InlineData("user_not_found")]
    [InlineData("account_inactive")]
    [InlineData("not_in_channel")]
    public async Task What_Slack_refuses_permanently_goes_by_mail_once(string error)
    {
        await using var world = await InSlack.StartAsync("olga");
        await ChooseAsync(world, "off", slack: true);
        world.Slack.Fail("chat.postMessage", new SlackFault.Error(error));

        var number = await world.CertifyAsync();
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await world.App.MailsOf("olga").CountAsync());
        var refused = Assert.Single(await world.RowsOfAsync(number));
        Assert.Equal((NotificationState.Failed, $"slack_{error}"), (refused.State, refused.Reason));
        Assert.Contains("Slack message to Olga Owner could not be delivered. The notification was sent by email.", await HistoryAsync(world, number), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_both_channels_fail_nothing_is_sent_again_and_the_task_says_so()
    {
        await using var world = await InSlack.StartAsync([Reports.WithKey], "olga");
        await ChooseAsync(world, "off", slack: true);
        world.Slack.Fail("chat.postMessage", new SlackFault.Error("channel_not_found"));
        var number = await world.CertifyAsync();
        var mail = Assert.Single(await world.MailRowsOfAsync(number), row => row is { InsteadOf: not null });

        await Reports.PostAsync(world.App, Reports.Of(mail.Operation, "Suppressed"));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await world.App.MailsOf("olga").CountAsync());
        Assert.Empty(await world.MessagesOfAsync("olga"));
        Assert.Contains(
            "Email to Olga Owner could not be delivered. The address is blocked because earlier emails to it failed. No other channel is available. The escalation schedule continues.",
            await HistoryAsync(world, number),
            StringComparison.Ordinal);
    }

    private static async Task ChooseAsync(InSlack world, string mail, bool slack)
    {
        using var chosen = await world.App.As("olga").Http.PutAsJsonAsync("/api/v1/my/notification-settings", new { topics = new[] { new { topic = "assigned", mail, slack } } });
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
    }

    private static async Task<string> HistoryAsync(InSlack world, int number)
    {
        var admin = await Visitor.SignInAsync(world.App, "adam");
        var page = await admin.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/tasks/{number}"));
        return page.Document.QuerySelector("section[aria-labelledby=history]")!.TextContent; // Every task's page has one.
    }
}
