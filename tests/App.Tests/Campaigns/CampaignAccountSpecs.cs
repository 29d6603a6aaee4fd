using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>A person can have an entitlement with several accounts. Each is an item of its own.</summary>
public sealed class CampaignAccountSpecs
{
    [Fact]
    public async Task Each_account_of_a_person_is_reviewed_and_removed_by_itself()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new
        {
            accounts = new object[]
            {
                new { id = "ada", appId = "vault", login = "ada.l", ownerId = "ada" },
                new { id = "ada-admin", appId = "vault", login = "adm-ada", type = "admin", ownerId = "ada" },
            },
            grants = new object[] { Grant("ada"), Grant("ada-admin") },
        });
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(scope: new { people = new[] { "ada" } }));
        Assert.Equal(["ada Reader open", "ada Reader open"], await campaign.ItemsAsync());

        var tasks = await app.As("olga").MyTasksAsync();
        var admin = tasks.Single(task => task.GetProperty("account").GetString() == "ada-admin").GetProperty("number").GetInt32();
        await app.As("olga").DecideAsync(admin, "remove", "No administration any more");
        await app.RestAsync();
        await app.As("olga").DecideAsync(tasks.Single(task => task.GetProperty("account").GetString() == "ada").GetProperty("number").GetInt32(), "certify");
        await app.RestAsync();
        await app.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.Equal(["ada Reader done certified", "ada Reader done removed"], (await campaign.ItemsAsync()).Order(StringComparer.Ordinal));
        var pack = await APack.DownloadAsync(app, campaign);
        Assert.Equal(["ada.l certified", "adm-ada removed"], pack.Lines("items.jsonl")
            .Select(item => $"{item.GetProperty("access").GetProperty("login").GetString()} {item.GetProperty("outcome").GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal(("", 0), (pack.Verify().Errors, pack.Verify().Code));
    }

    [Fact]
    public async Task An_open_certification_of_another_account_leaves_the_item_in_the_population()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new { grants = new object[] { Grant("ada"), Grant("ada-admin") } });
        await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "ada", entitlement = SmallOrganization.Reader, account = "ada" }, System.Net.HttpStatusCode.Created);

        var preview = await (await ACampaign.CreateAsync(app, ACampaign.Body(scope: new { people = new[] { "ada" } }))).PreviewAsync();

        Assert.Equal(1, preview.GetProperty("items").GetInt32());
    }

    private static object Grant(string account) => new { userId = "ada", entitlementId = SmallOrganization.Reader, accountId = account };
}
