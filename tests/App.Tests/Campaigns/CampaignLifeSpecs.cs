using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>The life of a campaign from its draft to its end.</summary>
public sealed class CampaignLifeSpecs
{
    [Fact]
    public async Task A_campaign_is_frozen_opened_decided_and_closed_at_its_due_date()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);

        await campaign.PostAsync("freeze");
        Assert.Equal(("frozen", 4), (await campaign.StateAsync(), (await campaign.ReadAsync()).GetProperty("population").GetProperty("items").GetInt32()));
        Assert.Empty(await app.As("olga").MyTasksAsync());

        await campaign.PostAsync("start");
        Assert.Equal("open", await campaign.StateAsync());
        Assert.Equal(["ada Reader open", "bob Reader open", "bob Root open", "olga Reader open"], await campaign.ItemsAsync());

        var tasks = await app.As("otto").MyTasksAsync();
        Assert.Equal(4, tasks.Count);
        Assert.All(tasks, task => Assert.Equal("2026-11-12T23:59:59+00:00", task.GetProperty("dueAt").GetString()));
        await app.As("otto").DecideAsync(NumberOf(tasks, "bob", "Reader"), "remove", "Left the team");
        await app.As("otto").DecideAsync(NumberOf(tasks, "olga", "Reader"), "certify", "Needs it");
        await app.RestAsync();
        Assert.Equal(["ada Reader open", "bob Reader done removed", "bob Root open", "olga Reader done certified"], await campaign.ItemsAsync());

        await app.AdvanceAsync(TimeSpan.FromDays(11));
        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Equal(["ada Reader done keptBySilence", "bob Reader done removed", "bob Root done keptBySilence", "olga Reader done certified"], await campaign.ItemsAsync());
        Assert.DoesNotContain(await app.As("otto").MyTasksAsync(), task => task.GetProperty("kind").GetString() == "certification");
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task The_mail_and_the_link_page_of_a_single_task_name_its_campaign()
    {
        await using var app = await ACampaign.StartAppAsync();
        await ACampaign.OpenAsync(app, ACampaign.Body(scope: new { people = new[] { "ada" } }));

        var mail = await app.MailsOf("otto").LastAsync();

        Assert.Contains("Campaign: Vault 2026", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Vault 2026", (await new LinkPage(app, mail.SignedLink).ReadAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_sends_each_reviewer_one_mail()
    {
        await using var app = await ACampaign.StartAppAsync("Notifications:GatherFor=00:05:00");
        await ACampaign.OpenAsync(app);
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.Equal((1, 1), (await app.MailsOf("otto").CountAsync(), await app.MailsOf("olga").CountAsync()));
    }

    [Fact]
    public async Task A_decision_that_can_still_be_undone_is_waited_for_when_the_campaign_closes()
    {
        await using var app = await ACampaign.StartAppAsync("Tasks:UndoFor=00:02:00");
        var campaign = await ACampaign.OpenAsync(app);
        await app.As("otto").DecideAsync(NumberOf(await app.As("otto").MyTasksAsync(), "bob", "Root"), "certify", "Needs it");
        await campaign.PostAsync("close", new { reason = "Early" });

        Assert.Equal("closing", await campaign.StateAsync());
        Assert.Contains("bob Root open", await campaign.ItemsAsync());
        await app.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Contains("bob Root done certified", await campaign.ItemsAsync());
    }

    [Fact]
    public async Task A_repeated_command_has_one_effect_and_an_old_version_is_refused()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        var path = $"/api/v1/campaigns/{campaign.Id}/freeze";
        using (var first = await app.As("cora").PostAsync(path, new { }, "freeze once"))
        using (var second = await app.As("cora").PostAsync(path, new { }, "freeze once"))
            Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        await app.RestAsync();

        using var stale = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/campaigns/{campaign.Id}/start") { Content = JsonContent.Create(new { }) };
        stale.Headers.Add("If-Match", "\"1\"");
        using var refused = await app.As("cora").Http.SendAsync(stale);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal("frozen", await campaign.StateAsync());
        Assert.Single((await campaign.ReadAsync()).GetProperty("history").EnumerateArray(), stored => stored.GetProperty("event").GetString() == "freezeBegan");
    }

    private static int NumberOf(IReadOnlyList<System.Text.Json.JsonElement> tasks, string person, string entitlement) => tasks
        .Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement)
        .GetProperty("number").GetInt32();
}
