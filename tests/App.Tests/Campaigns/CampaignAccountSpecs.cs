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
        await app.RestAsync();

        var preview = await (await ACampaign.CreateAsync(app, ACampaign.Body(scope: new { people = new[] { "ada" } }))).PreviewAsync();

        Assert.Equal(1, preview.GetProperty("items").GetInt32());
    }

    [Fact]
    public async Task Access_that_an_account_holds_is_reviewed_by_who_is_responsible_or_the_app_owners_and_removed_to_the_end()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new
        {
            grants = new object[] { Held("svc-backup"), Held("svc-old"), Held("otto-adm"), Held("unknown") },
            accounts = new object[]
            {
                new { id = "svc-backup", appId = "vault", login = "backup-job", type = "service", ownerId = "bob" },
                new { id = "svc-old", appId = "vault", login = "old-job", type = "service" },
                new { id = "otto-adm", appId = "vault", login = "adm-otto", type = "admin", ownerId = "otto" },
            },
        });
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(source: "accountResponsible", scope: new { accountTypes = new[] { "service", "admin" } }));

        var items = (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/items?limit=100")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            ["adm-otto: olga", "backup-job: bob", "old-job: olga otto"],
            items.Select(item => $"{item.GetProperty("subject").GetProperty("userName")}: {string.Join(' ', item.GetProperty("reviewers").EnumerateArray().Select(reviewer => reviewer.GetProperty("id").GetString()).Order())}").Order());

        var backup = Assert.Single(await app.As("bob").MyTasksAsync());
        Assert.Equal(("backup-job", "service"), (backup.GetProperty("subjectName").GetString(), backup.GetProperty("accountType").GetString()));
        Assert.Contains("Should backup-job keep access to Reader (Vault)?", (await app.MailsOf("bob").LastAsync()).Text, StringComparison.Ordinal);
        await app.As("bob").DecideAsync(backup.GetProperty("number").GetInt32(), "certify");
        var old = (await app.As("otto").MyTasksAsync()).Single(task => task.GetProperty("login").GetString() == "old-job").GetProperty("number").GetInt32();
        await app.As("otto").DecideAsync(old, "remove", "Replaced");
        await app.RestAsync();
        // An account cannot have left, and its owner's own account is not theirs to decide.
        Assert.DoesNotContain(await app.As("otto").MyTasksAsync(), task => task.GetProperty("login").GetString() == "adm-otto");
        foreach (var (kind, decision) in new[] { ("revocation", "confirm"), ("deprovisioning", "complete") })
        {
            await app.As("olga").DecideAsync(Assert.Single(await app.As("olga").MyTasksAsync($"&kind={kind}")).GetProperty("number").GetInt32(), decision);
            await app.RestAsync();
        }

        var holders = (await app.As("olga").GetAsync($"/api/v1/entitlements/{Uri.EscapeDataString(SmallOrganization.Reader)}/grants?limit=100")).GetProperty("items").EnumerateArray()
            .Where(grant => grant.GetProperty("isHeldByAccount").GetBoolean()).ToDictionary(grant => grant.GetProperty("userName").GetString()!, grant => grant.GetProperty("state").GetString());
        Assert.Equal("ended", holders["old-job"]);
        Assert.Equal(("active", "active"), (holders["backup-job"], holders["unknown"]));
        var page = await (await Visitor.SignInAsync(app, "olga")).GetAsync($"/tasks/{backup.GetProperty("number")}");
        Assert.DoesNotContain("/directory/people/account", page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);

        await app.ImportAsync(new { accounts = new object[] { new { id = "otto-adm", appId = "vault", login = "adm-otto", type = "service", ownerId = "ada" } } });
        Assert.Equal("adm-otto", Assert.Single(await app.As("ada").MyTasksAsync()).GetProperty("subjectName").GetString());
    }

    private static object Held(string account) => new { entitlementId = SmallOrganization.Reader, accountId = account };

    private static object Grant(string account) => new { userId = "ada", entitlementId = SmallOrganization.Reader, accountId = account };
}
