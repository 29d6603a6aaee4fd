using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Slack;
using AccessReview.App.Tests.Undoing;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Decisions that take effect at the sign-off or when the campaign closes. Olga and Otto review.</summary>
public sealed class StagingSpecs
{
    [Fact]
    public async Task Decisions_stay_changeable_until_the_campaign_closes_and_then_the_last_one_counts()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.StagedBody());
        var (ada, reader, root) = (await NumberAsync(app, "ada", "Reader"), await NumberAsync(app, "bob", "Reader"), await NumberAsync(app, "bob", "Root"));

        var staged = await app.As("otto").DecideAsync(ada, "certify", "Needs it");
        Assert.Equal((true, "open", "certify"), (staged.GetProperty("staged").GetBoolean(), staged.GetProperty("state").GetString(), staged.GetProperty("stagedDecision").GetProperty("decision").GetString()));
        var otto = await Visitor.SignInAsync(app, "otto");
        Assert.Contains("Certify, not signed off yet", (await otto.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Contains("Certify by Otto Owner, not signed off yet", (await olga.GetAsync($"/tasks/{ada}")).Text, StringComparison.Ordinal);

        await app.As("otto").DecideAsync(ada, "remove", "Left the team");
        var bulk = await app.As("otto").PostAsync(
            "/api/v1/tasks/decisions", new { reason = "Seen", items = new[] { new { task = $"{reader}", decision = "remove", step = 0 }, new { task = $"{root}", decision = "remove", step = 0 } } }, HttpStatusCode.OK);
        Assert.Equal(["True ", "False one_at_a_time"], bulk.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("staged").GetBoolean()} {(item.TryGetProperty("code", out var code) ? code.GetString() : "")}"));
        var page = await otto.GetAsync("/my/certifications");
        page = await otto.SendAsync((IHtmlFormElement)page.Document.GetElementById($"withdraw-{reader}")!, null);
        Assert.Contains($"The decision is undone. Task #{reader} is open again.", page.Text, StringComparison.Ordinal);
        await app.RestAsync();
        Assert.All(await campaign.ItemsAsync(), item => Assert.EndsWith("open", item, StringComparison.Ordinal));

        await campaign.PostAsync("close", new { reason = "All seen" });

        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Equal(["ada Reader done removed", "bob Reader done keptBySilence", "bob Root done keptBySilence", "olga Reader done keptBySilence"], await campaign.ItemsAsync());
        Assert.Equal(["taskOpened", "stepStarted", "decisionStaged", "decisionStaged", "decided", "taskClosed"], await app.HistoryAsync(ada));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_decision_in_Slack_and_behind_a_mailed_link_is_staged_and_withdrawn_there()
    {
        await using var world = await InSlack.StartAsync("olga");
        var app = world.App;
        var campaign = await ACampaign.CreateAsync(app, ACampaign.StagedBody(scope: new { people = new[] { "bob" }, entitlements = new[] { SmallOrganization.Reader } }), "adam");
        await campaign.PostAsync("freeze", by: "adam");
        await campaign.PostAsync("start", by: "adam");
        await app.AdvanceAsync(TimeSpan.FromMinutes(10));
        var asked = await world.LastOfAsync("olga");
        Assert.Contains("Certify", asked.Buttons);

        Assert.Equal(HttpStatusCode.OK, await world.PressAsync("olga", asked, "Certify"));
        var staged = await world.LastOfAsync("olga");
        Assert.Contains("Certify, not signed off yet", staged.Words, StringComparison.Ordinal);
        Assert.Equal(["Certify", "Remove", "Withdraw", "Open the task"], staged.Buttons.OrderBy(button => button == "Open the task"));
        await world.PressAsync("olga", staged, "Withdraw");
        Assert.DoesNotContain("Withdraw", (await world.LastOfAsync("olga")).Buttons);

        var link = new LinkPage(app, (await app.MailsOf("otto").LastAsync()).SignedLink);
        var (_, html) = await link.DecideAsync("remove", "Left the team");
        Assert.Contains("Remove, not signed off yet", html, StringComparison.Ordinal);
        Assert.Contains("value=\"yes\">Withdraw</button>", html, StringComparison.Ordinal);
        Assert.Contains("Remove by Otto Owner, not signed off yet", (await world.LastOfAsync("olga")).Words, StringComparison.Ordinal);
        await app.As("otto").PostAsync($"/api/v1/my/campaigns/{campaign.Id}/sign-off", new { statement = "Seen" }, HttpStatusCode.Accepted);
        await app.RestAsync();
        Assert.DoesNotContain("Certify", (await world.LastOfAsync("olga")).Buttons);
    }

    private static async Task<int> NumberAsync(TheApp app, string user, string access) =>
        (await app.As("otto").MyTasksAsync()).Single(task => Is(task, user, access)).GetProperty("number").GetInt32();

    private static bool Is(JsonElement task, string user, string access) =>
        task.GetProperty("subjectUser").GetString() == user && task.GetProperty("entitlementName").GetString() == access;
}
