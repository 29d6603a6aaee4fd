using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.App.Tests.Slack;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>An entitlement's risk is raised, or names change, while a task is open.</summary>
public sealed class RaisedRiskSpecs
{
    [Fact]
    public async Task A_risk_raised_before_the_managers_approval_adds_the_owners_step_and_the_history_keeps_both_risks()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        Assert.Equal(["current", "omitted"], await StepsAsync(app, number));
        await app.RaiseAsync(SmallOrganization.Reader, Risk.Critical);

        Assert.Equal(["current", "waiting"], await StepsAsync(app, number));
        var task = await app.As("mia").DecideAsync(number, "approve");

        Assert.Equal(("open", 1), (task.GetProperty("state").GetString(), task.GetProperty("step").GetInt32()));
        Assert.Equal(("critical", "low"), (task.GetProperty("subject").GetProperty("risk").GetString(), task.GetProperty("riskAtOpening").GetString()));
        var decided = (await app.As("adam").GetAsync($"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("event"))
            .Single(happened => happened.GetProperty("event").GetString() == "decided");
        Assert.Equal(("low", "critical"), (decided.GetProperty("raisedRisk").GetProperty("from").GetString(), decided.GetProperty("raisedRisk").GetProperty("to").GetString()));
        Assert.Equal(number, await app.OnlyTaskAsync("olga", "approval"));
        var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Contains("The risk had risen from Low to Critical", (await olga.GetAsync($"/tasks/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_mailed_before_the_risk_was_raised_requires_sign_in()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var opened = await LinkForm.OpenAsync(app, link);
        await app.RaiseAsync(SmallOrganization.Reader, Risk.Critical);

        var (_, page) = await new LinkPage(app, link).ReadAsync();
        var (status, html) = await opened.SendAsync("approve");

        Assert.All([page, html], shown => Assert.Contains("Sign in to continue", shown, StringComparison.Ordinal));
        Assert.DoesNotContain("Reader", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty((await app.TaskAsync(number)).GetProperty("decisions").EnumerateArray());
    }

    [Fact]
    public async Task A_Slack_button_sent_before_the_risk_was_raised_leads_to_the_browser()
    {
        await using var world = await InSlack.StartAsync("mia");
        var number = await world.RequestAsync();
        var message = await world.LastOfAsync("mia");
        await world.App.RaiseAsync(SmallOrganization.Reader, Risk.High);

        await world.PressAsync("mia", message, "Approve");

        Assert.Null(await world.OutcomeOfAsync(number));
        Assert.Contains("High-risk access must be decided in the browser.", Assert.Single(world.Slack.Ephemerals).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Slack_button_for_a_person_who_has_left_decides_nothing_and_its_message_says_why()
    {
        await using var world = await InSlack.StartAsync("mia");
        var number = await world.RequestAsync();
        var message = await world.LastOfAsync("mia");
        await world.App.LeavesAsync("ada");

        await world.PressAsync("mia", message, "Deny");

        Assert.Equal("obsolete", await world.OutcomeOfAsync(number));
        Assert.Empty(world.Slack.Views);
        Assert.Contains("The person has left the organization.", Assert.Single(world.Slack.Ephemerals).ToString(), StringComparison.Ordinal);
        var now = await world.LastOfAsync("mia");
        Assert.Equal(["Open the task"], now.Buttons);
        Assert.Contains("There is nothing left to decide", now.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_pages_links_and_mails_show_current_names_and_the_history_keeps_the_old_ones()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        await app.ChangeUserAsync("ada", person => person with { DisplayName = "Ada King" });
        await app.ChangeEntitlementAsync(SmallOrganization.Reader, access => access with { Name = "Key reader" });

        await app.VisitAsync(number);
        var mia = await Visitor.SignInAsync(app, "mia");

        foreach (var shown in new[] { (await mia.GetAsync($"/tasks/{number}")).Text, (await new LinkPage(app, link).ReadAsync()).Html })
        {
            Assert.Contains("Approve access for Ada King to Key reader (Vault)?", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("Lovelace", shown, StringComparison.Ordinal);
        }

        var row = Assert.Single(await app.As("mia").MyTasksAsync());
        Assert.Equal(("Ada King", "Key reader"), (row.GetProperty("subjectName").GetString(), row.GetProperty("entitlementName").GetString()));
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Contains("Ada King", (await app.MailsOf("mia").LastAsync()).Subject, StringComparison.Ordinal);
        Assert.Contains("Ada Lovelace", (await app.As("mia").GetAsync($"/api/v1/tasks/{number}/history")).ToString(), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string?>> StepsAsync(TheApp app, int number) =>
        [.. (await app.TaskAsync(number)).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString())];
}
