using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Access that appears while a campaign is open.</summary>
public sealed class LateAccessSpecs
{
    [Fact]
    public async Task Late_access_is_listed_once_and_reviewed_only_if_the_owner_adds_it()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        var before = (await campaign.ReadAsync()).GetProperty("population").ToString();
        foreach (var time in new[] { 1, 2 })
        {
            await app.ImportAsync(new
            {
                users = time == 1 ? new object[] { new { id = "eve", email = "eve@example.test", displayName = "Eve Extra" } } : [],
                apps = new object[] { new { id = "other", name = "Other", ownerIds = "otto" } },
                entitlements = new object[] { new { id = "other/user", appId = "other", name = "User", type = "role", risk = "low", ownerIds = "otto" } },
                grants = new object[]
                {
                    new { userId = "ada", entitlementId = SmallOrganization.Root }, new { userId = "eve", entitlementId = SmallOrganization.Root },
                    new { userId = "eve", entitlementId = "other/user" }, new { userId = "bob", entitlementId = SmallOrganization.Root, lastUsedAt = "2026-10-30" },
                },
            });
            await app.AdvanceAsync(TimeSpan.FromMinutes(20));
        }

        var late = await LateAsync(app, campaign);
        Assert.Equal(["ada Root waiting import", "eve Root waiting import"], late.Select(Line).Order());
        Assert.Equal(4, (await campaign.ItemsAsync()).Count);
        Assert.Equal(2, (await campaign.ProgressAsync()).GetProperty("late").GetProperty("waiting").GetInt32());
        var ids = late.ToDictionary(one => one.GetProperty("subject").GetProperty("user").GetString()!, one => one.GetProperty("id").GetString()!); // Every access has both.

        await app.As("otto").PostAsync($"/api/v1/campaigns/{campaign.Id}/late", new { decision = "add", items = new[] { ids["eve"] } }, HttpStatusCode.Forbidden);
        for (var times = 0; times < 2; times++)
        {
            var answer = await campaign.PostAsync("late", new { decision = "add", items = new[] { ids["eve"], "nothing" } }, expected: HttpStatusCode.OK);
            Assert.Equal(["added 5", " "], answer.GetProperty("results").EnumerateArray().Select(one => $"{Text(one, "state")} {Text(one, "position")}"));
        }

        Assert.Equal("eve Root open", (await campaign.ItemsAsync())[4]);
        var cora = await Visitor.SignInAsync(app, "cora");
        var page = await cora.GetAsync($"/campaigns/{campaign.Id}/late");
        var form = page.Form($"/campaigns/{campaign.Id}/late");
        Assert.Contains("Ada Lovelace", (await cora.GetAsync($"/campaigns/{campaign.Id}/late")).Text, StringComparison.Ordinal);
        await cora.SendAsync(form, null, ("items", ids["ada"]), ("decision", "leave"));
        Assert.Equal(["ada Root left import", "eve Root added import"], (await LateAsync(app, campaign)).Select(Line).Order());
        Assert.Contains("Late access: 1 added, 1 left to the next campaign.", (await cora.GetAsync($"/campaigns/{campaign.Id}")).Text, StringComparison.Ordinal);

        // The population and its hash stay, and the evidence has both.
        Assert.Equal(before, (await campaign.ReadAsync()).GetProperty("population").ToString());
        var pack = await APack.DownloadAsync(app, campaign);
        Assert.Equal("", pack.Verify().Errors);
        Assert.Equal((4, 5, 2), (pack.Lines("population.jsonl").Count, pack.Lines("items.jsonl").Count, pack.Lines("late.jsonl").Count));
        Assert.True(pack.Item("eve", "Root").TryGetProperty("appearedAt", out _));

        await campaign.PostAsync("close", new { reason = "Early" });
        Assert.Equal("eve Root done keptBySilence", (await campaign.ItemsAsync())[4]);
        await campaign.PostAsync("late", new { decision = "add", items = new[] { ids["ada"] } }, expected: HttpStatusCode.Conflict);
        await Invariants.CheckAsync(app);
    }

    internal static async Task<IReadOnlyList<JsonElement>> LateAsync(TheApp app, ACampaign campaign) =>
        [.. (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/late")).GetProperty("items").EnumerateArray()];

    internal static string Line(JsonElement late) => $"{late.GetProperty("subject").GetProperty("user").GetString()} {late.GetProperty("subject").GetProperty("entitlementName").GetString()} "
        + $"{late.GetProperty("state").GetString()} {late.GetProperty("grant").GetProperty("origin").GetString()}";

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
