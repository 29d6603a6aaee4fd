using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Cycles of managers, access that nobody can review, and reviewers who leave: the owner sees them and chooses others.</summary>
public sealed class CampaignAttentionSpecs
{
    [Fact]
    public async Task Where_managers_are_in_a_cycle_each_reviews_the_other_and_nobody_the_own_access()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new
        {
            users = new object[]
            {
                new { id = "ying", email = "ying@example.test", displayName = "Ying Yes", managerId = "yang" },
                new { id = "yang", email = "yang@example.test", displayName = "Yang Yes", managerId = "ying" },
                new { id = "solo", email = "solo@example.test", displayName = "Solo Self", managerId = "solo" },
            },
            grants = new[] { "ying", "yang", "solo" }.Select(id => new { userId = id, entitlementId = "vault/reader" }),
        });
        var campaign = await ACampaign.CreateAsync(app, CampaignStageSpecs.Body(new { }, scope: new { people = new[] { "ying", "yang", "solo" } }));
        Assert.Equal(1, (await campaign.PreviewAsync()).GetProperty("needsAttention").GetProperty("count").GetInt32());
        await campaign.PostAsync("freeze");
        await campaign.PostAsync("start");

        Assert.Equal(["solo adam True", "yang ying False", "ying yang False"], (await ReviewersAsync(app, campaign)).Order());
        var suggested = Assert.Single((await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/attention")).GetProperty("items").EnumerateArray());
        Assert.Equal(["olga appOwner", "otto appOwner", "adam administrator", "cora campaignOwner"], suggested.GetProperty("suggestions").EnumerateArray()
            .Select(one => $"{one.GetProperty("person").GetProperty("id")} {one.GetProperty("source")}"));
    }

    [Fact]
    public async Task Access_that_nobody_can_review_waits_until_the_owner_chooses_a_reviewer_on_the_page()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new { grants = new object[] { new { userId = "adam", entitlementId = "vault/reader" } } });
        var campaign = await ACampaign.CreateAsync(app, CampaignStageSpecs.Body(new { }, scope: new { people = new[] { "adam" } }));
        await campaign.PostAsync("freeze");
        await campaign.PostAsync("start", expected: HttpStatusCode.Conflict);
        Assert.Equal(["adam  True"], await ReviewersAsync(app, campaign));

        var cora = await Visitor.SignInAsync(app, "cora");
        var path = $"/campaigns/{campaign.Id}/attention";
        var page = await cora.GetAsync(path);
        var own = await cora.SendAsync(page.Form(path), null, ("items", "1"), ("to", "adam"), ("reason", "Nobody else"));
        Assert.Contains("You cannot decide about your own access.", own.Text, StringComparison.Ordinal);
        page = await cora.SendAsync(page.Form(path), null, ("choose", "1 olga"), ("reason", "Owns the vault"));
        Assert.Contains("1 item was assigned.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Every item has a reviewer.", page.Text, StringComparison.Ordinal);

        await campaign.PostAsync("start");
        Assert.Equal(["adam olga False"], await ReviewersAsync(app, campaign));
        Assert.Single(await app.As("olga").MyTasksAsync());
        Assert.Contains("Cora Campaign chose Olga Owner as the reviewer of 1 item", (await cora.GetAsync($"/campaigns/{campaign.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_items_of_a_reviewer_who_leaves_need_attention_and_are_reassigned_together()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, CampaignStageSpecs.Body(new { }));
        var tasks = await app.As("mia").MyTasksAsync();
        Assert.Equal(3, tasks.Count);

        await app.LeavesAsync("mia");
        foreach (var task in tasks)
            await app.VisitAsync(task.GetProperty("number").GetInt32());
        Assert.Equal(["ada adam True", "bob adam True", "bob adam True"], (await ReviewersAsync(app, campaign)).Order());
        Assert.Equal(3, (await campaign.ProgressAsync()).GetProperty("needsAttention").GetInt32());

        var path = $"/api/v1/campaigns/{campaign.Id}/items/reassignments";
        var body = new { items = new[] { 1, 2, 3, 99 }, to = "max", reason = "Mia has left" };
        var results = await app.As("cora").PostAsync(path, body, HttpStatusCode.OK);
        Assert.Equal(["1 200", "2 200", "3 200", "99 404"], results.GetProperty("items").EnumerateArray().Select(result => $"{result.GetProperty("item")} {result.GetProperty("status")}"));
        await app.As("otto").PostAsync(path, body, HttpStatusCode.Forbidden);
        await app.As("aud").PostAsync(path, body, HttpStatusCode.Forbidden);
        await app.RestAsync();

        Assert.Equal(["ada max False", "bob max False", "bob max False"], (await ReviewersAsync(app, campaign)).Order());
        Assert.Equal(3, (await app.As("max").MyTasksAsync()).Count);
        var chosen = (await campaign.ReadAsync()).GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("itemsAssigned", "cora", "Mia has left"), (chosen.GetProperty("event").GetString(), chosen.GetProperty("by").GetProperty("id").GetString(), chosen.GetProperty("reason").GetString()));
        await Invariants.CheckAsync(app);
    }

    /// <summary>"person reviewers needsAttention", in the order of the population.</summary>
    private static async Task<IReadOnlyList<string>> ReviewersAsync(TheApp app, ACampaign campaign) =>
    [
        .. (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/items?limit=100")).GetProperty("items").EnumerateArray().Select(item =>
            $"{item.GetProperty("subject").GetProperty("user")} {string.Join(',', item.GetProperty("reviewers").EnumerateArray().Select(reviewer => reviewer.GetProperty("id").GetString()))} {item.GetProperty("needsAttention").GetBoolean()}"),
    ];
}
