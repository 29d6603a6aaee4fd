using System.Text.Json;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>A campaign whose items go through the question to the person, the manager and the app's owners.</summary>
public sealed class CampaignStageSpecs
{
    [Fact]
    public async Task An_item_goes_through_its_stages_and_each_reviewer_sees_the_earlier_decisions()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app, Body(new { asksHolder = true, later = new[] { new { source = "appOwners" } } }));
        var preview = await campaign.PreviewAsync();
        Assert.Equal(["ada 1", "bob 2"], Loads(preview.GetProperty("reviewers")));
        Assert.Equal(["mia 3", "olga 3", "otto 3"], preview.GetProperty("laterStages").EnumerateArray().SelectMany(stage => Loads(stage.GetProperty("reviewers"))));
        await campaign.PostAsync("freeze");
        await campaign.PostAsync("start");

        // The holder is asked in their own words, by mail and on the pages.
        var mail = await app.MailsOf("ada").LastAsync();
        Assert.Contains("Do you still need access to Reader (Vault)?", mail.Text, StringComparison.Ordinal);
        Assert.Contains("No longer needed", mail.Text, StringComparison.Ordinal);
        Assert.Contains("No longer needed", (await new LinkPage(app, mail.SignedLink).ReadAsync()).Html, StringComparison.Ordinal);
        var ada = await Visitor.SignInAsync(app, "ada");
        Assert.Contains("No longer needed", (await ada.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        var number = Number(await app.As("ada").MyTasksAsync(), "Reader");
        await new LinkPage(app, mail.SignedLink).DecideAsync("certify", "Every day");
        await app.RestAsync();
        Assert.Equal("own_access", (await app.As("ada").DecideAsync(number, "certify", "Mine", System.Net.HttpStatusCode.Forbidden, step: 1)).GetProperty("code").GetString());

        Assert.Equal(number, Number(await app.As("mia").MyTasksAsync(), "Reader"));
        var mia = await Visitor.SignInAsync(app, "mia");
        var page = await mia.GetAsync($"/tasks/{number}");
        Assert.Contains("Ada Lovelace wants to keep the access", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 2. The first removal ends the review.", page.Text, StringComparison.Ordinal);
        await app.As("mia").DecideAsync(number, "certify", "Works on the vault");
        await app.RestAsync();

        var later = await app.MailsOf("otto").LastAsync();
        Assert.Contains("Mia Manager certified the access", later.Text, StringComparison.Ordinal);
        Assert.Contains("\"Works on the vault\"", later.Text, StringComparison.Ordinal);
        await app.As("bob").DecideAsync(Number(await app.As("bob").MyTasksAsync(), "Reader"), "remove", "Not any more");
        await app.RestAsync();
        Assert.Equal(["ada Reader open", "bob Reader done removed", "bob Root open"], await campaign.ItemsAsync());
        Assert.Equal("revocation", Assert.Single(await app.As("olga").MyTasksAsync("&kind=revocation")).GetProperty("kind").GetString());
        Assert.Equal(["0 1", "2 1"], (await campaign.ProgressAsync()).GetProperty("stages").EnumerateArray().Select(stage => $"{stage.GetProperty("stage")} {stage.GetProperty("open")}"));
        await app.As("otto").DecideAsync(number, "certify");
        await app.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.Equal(["ada Reader done certified", "bob Reader done removed", "bob Root done keptBySilence"], await campaign.ItemsAsync());
        var pack = await APack.DownloadAsync(app, campaign);
        Assert.Equal(["0 ada certify holder", "1 mia certify rule", "2 otto certify rule"], Stages(pack.Item("ada", "Reader")));
        Assert.Equal(["0 bob remove holder"], Stages(pack.Item("bob", "Reader")));
        Assert.False(pack.Item("bob", "Reader").GetProperty("decision").GetProperty("isOwnAccess").GetBoolean());
        Assert.Equal(("", 0), (pack.Verify().Errors, pack.Verify().Code));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task Named_reviewers_who_own_nothing_review_and_a_form_without_scripts_can_have_three_stages()
    {
        await using var app = await ACampaign.StartAppAsync();
        var cora = await Visitor.SignInAsync(app, "cora");
        var form = await cora.GetAsync("/campaigns/new/form");
        var page = await cora.SendAsync(
            form.Form("/campaigns/new/form"), null, ("name", "Vault 2026"), ("due", "2026-11-12"), ("people", "ada"), ("source", "named"), ("reviewers", "carl"),
            ("source2", "named"), ("reviewers2", "carl"), ("fallback2", "max@example.test"), ("source3", "appOwners"), ("rule", "allCertify"), ("share1", "50"), ("share2", "30"), ("share3", "20"));
        Assert.Contains("All stages must certify", page.Text, StringComparison.Ordinal);
        var campaign = new ACampaign(app, page.Address.Segments[^1]);
        await campaign.PostAsync("freeze");
        await campaign.PostAsync("start");

        var number = Number(await app.As("carl").MyTasksAsync(), "Reader");
        await app.As("carl").DecideAsync(number, "remove", "Left the team");
        await app.RestAsync();
        Assert.Equal("decided_earlier_stage", (await app.As("carl").DecideAsync(number, "certify", "Changed my mind", System.Net.HttpStatusCode.Forbidden, step: 1)).GetProperty("code").GetString());
        await app.As("max").DecideAsync(number, "certify", "Still needed");
        await app.RestAsync();
        await app.As("otto").DecideAsync(number, "certify");
        await app.RestAsync();

        Assert.Equal(["ada Reader done removed"], await campaign.ItemsAsync());
        Assert.Contains("Stage 1: Carl Campaign recommended removal: Left the team", (await cora.GetAsync($"/campaigns/{campaign.Id}/items")).Text, StringComparison.Ordinal);
        var wrong = await cora.SendAsync(form.Form("/campaigns/new/form"), null, ("name", "Vault 2026"), ("due", "2026-11-12"), ("source2", "appOwners"), ("share1", "80"));
        Assert.Contains("Enter a share from 1 to 100 percent", wrong.Text, StringComparison.Ordinal);
    }

    internal static object Body(object stages, string source = "subjectManager", object? scope = null) => new
    {
        name = "Vault 2026",
        reviewers = new { source },
        due = "2026-11-12",
        scope = scope ?? new { people = new[] { "ada", "bob" } },
        guard = new { maxRemovals = 50, maxPercent = 100 },
        removals = new { coolingOffHours = 0 },
        stages,
    };

    internal static int Number(IReadOnlyList<JsonElement> tasks, string entitlement) =>
        tasks.First(task => task.GetProperty("entitlementName").GetString() == entitlement).GetProperty("number").GetInt32();

    private static IEnumerable<string> Loads(JsonElement reviewers) => reviewers.EnumerateArray().Select(load => $"{load.GetProperty("reviewer").GetProperty("id")} {load.GetProperty("items")}").Order();

    private static IEnumerable<string> Stages(JsonElement item) => item.GetProperty("stages").EnumerateArray().Select(stage =>
    {
        var decision = stage.GetProperty("decision");
        return $"{stage.GetProperty("stage")} {decision.GetProperty("by").GetProperty("id")} {decision.GetProperty("decision")} {decision.GetProperty("authority")}";
    });
}
