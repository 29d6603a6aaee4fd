using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using AccessReview.App.Tests.Pages;
using AccessReview.App.Tests.Recheck;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Access that another entitlement grants.</summary>
public sealed class InheritedAccessSpecs
{
    private const string Team = "vault/team";
    private const string Repo = "vault/repo";

    [Fact]
    public async Task Inherited_access_shows_its_path_and_is_removed_at_its_source_and_ends_with_a_complete_import()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new
        {
            entitlements = new object[]
            {
                new { id = Team, appId = "vault", name = "Team", risk = "low", ownerIds = "olga" },
                new { id = Repo, appId = "vault", name = "Repo", risk = "low", ownerIds = "olga" },
            },
            grants = new object[]
            {
                new { userId = "ada", entitlementId = Repo, through = Team },
                new { userId = "ada", entitlementId = Team },
                new { userId = "bob", entitlementId = Repo, through = "vault/unknown" },
            },
        });
        Assert.Equal(("inherited", Team, "Team"), (await app.GrantOfAsync("ada", Repo)) is var grant
            ? (grant.GetProperty("origin").GetString(), grant.GetProperty("through").GetString(), grant.GetProperty("throughName").GetString()) : default);
        Assert.Equal("import", (await app.GrantOfAsync("bob", Repo)).GetProperty("origin").GetString());
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(scope: new { inherited = true }));
        Assert.Equal(["ada Repo open"], await campaign.ItemsAsync());

        var task = Assert.Single(await app.As("olga").MyTasksAsync()).GetProperty("number").GetInt32();
        var page = await (await Visitor.SignInAsync(app, "olga")).GetAsync($"/tasks/{task}");
        Assert.Contains("This access comes through Team. A removal is requested there, and this access ends with the next import.", page.Text, StringComparison.Ordinal);
        await app.As("olga").DecideAsync(task, "remove", "Moved to another team");
        await app.RestAsync();

        var revocation = Assert.Single(await app.As("otto").MyTasksAsync("&kind=revocation"));
        Assert.Equal(Team, revocation.GetProperty("entitlement").GetString());
        await app.As("otto").DecideAsync(revocation.GetProperty("number").GetInt32(), "confirm");
        await app.RestAsync();
        await app.As("otto").DecideAsync(Assert.Single(await app.As("otto").MyTasksAsync("&kind=deprovisioning")).GetProperty("number").GetInt32(), "complete");
        await app.RestAsync();
        Assert.Equal(("ended", "active"), ((await app.GrantOfAsync("ada", Team)).GetProperty("state").GetString(), (await app.GrantOfAsync("ada", Repo)).GetProperty("state").GetString()));
        Assert.Equal(Team, Assert.Single((await APack.DownloadAsync(app, campaign)).Lines("items.jsonl")).GetProperty("access").GetProperty("path")[0].GetProperty("id").GetString());
    }
}

file static class Grants
{
    public static async Task<System.Text.Json.JsonElement> GrantOfAsync(this TheApp app, string user, string entitlement) =>
        (await app.GrantsOfAsync(user)).Single(grant => grant.GetProperty("entitlementId").GetString() == entitlement);
}
