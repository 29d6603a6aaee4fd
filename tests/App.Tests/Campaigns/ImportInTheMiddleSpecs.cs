using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>An import in the middle of a campaign: access appears, ends and changes, and a person gets another manager.</summary>
public sealed class ImportInTheMiddleSpecs
{
    [Fact]
    public async Task Late_gone_and_changed_access_and_new_managers_are_right_in_items_tasks_progress_and_evidence()
    {
        await using var app = await ACampaign.StartAppAsync("Tasks:UndoFor=00:00:00");
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(source: "subjectManager"));
        Assert.Equal(["ada Reader open", "bob Reader open", "bob Root open", "olga Reader open"], await campaign.ItemsAsync());
        var (mia, max) = (await Visitor.SignInAsync(app, "mia"), await Visitor.SignInAsync(app, "max"));
        var ada = await NumberAsync(app, "mia", "ada");
        var older = await mia.GetAsync($"/tasks/{ada}");
        var link = new LinkPage(app, (await app.MailsOf("mia").AllAsync()).First(mail => mail.Text.Contains($"#{ada}", StringComparison.Ordinal)).SignedLink);
        await link.ReadAsync();

        await app.EndGrantAsync("olga", SmallOrganization.Reader);
        await app.ImportAsync(new
        {
            users = new object[]
            {
                new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia", department = "Research" },
                new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", managerId = "max" },
            },
            entitlements = new object[] { new { id = SmallOrganization.Reader, appId = "vault", name = "Reader", type = "role", risk = "medium", ownerIds = "olga" } },
            grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Root }, new { userId = "bob", entitlementId = SmallOrganization.Root, until = "2027-01-31" } },
        });
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        // Gone: already removed. Changed: what and when. Manager: the tasks follow.
        Assert.Equal(["ada Reader open", "bob Reader open", "bob Root open", "olga Reader done alreadyRemoved"], await campaign.ItemsAsync());
        Assert.Equal(["ada: risk Low>Medium, department >Research", "bob: risk Low>Medium, manager Mia Manager>Max Major", "bob: end >2027-01-31, manager Mia Manager>Max Major", "olga: "], await ChangesAsync(app, campaign));
        Assert.Equal(["mia", "max", "max", "max"], await ReviewersAsync(app, campaign));
        Assert.Equal(["ada Root waiting import"], (await LateAccessSpecs.LateAsync(app, campaign)).Select(LateAccessSpecs.Line));
        var progress = await campaign.ProgressAsync();
        Assert.Equal((3, 1), (progress.GetProperty("changed").GetInt32(), progress.GetProperty("late").GetProperty("waiting").GetInt32()));

        // The list, the page and the link page say what changed.
        Assert.Contains("Changed: Department: – → Research", (await mia.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        Assert.Contains("Risk: Low → Medium", (await mia.GetAsync($"/tasks/{ada}")).Text, StringComparison.Ordinal);
        Assert.Contains("Research", (await link.ReadAsync()).Html, StringComparison.Ordinal);

        // A decision that is based on an older look is refused once, with the new facts, and confirmed by the second.
        var refused = await mia.SendAsync(older.Form($"/tasks/{ada}/decide"), null, ("decision", "certify"), ("reason", "As always"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("The access has changed since you looked.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Department: – → Research", refused.Text, StringComparison.Ordinal);
        var bulk = await app.As("max").PostAsync("/api/v1/tasks/decisions", new { items = new[] { new { task = $"{await NumberAsync(app, "max", "bob", "Reader")}", decision = "certify", step = 0, accessVersion = 1 } }, reason = "Seen" }, HttpStatusCode.OK);
        Assert.Equal("access_changed", bulk.GetProperty("items")[0].GetProperty("code").GetString());
        var confirmed = await mia.SendAsync(refused.Form($"/tasks/{ada}/decide"), null, ("decision", "certify"), ("reason", "As always"));
        Assert.Equal(HttpStatusCode.OK, confirmed.Status);
        await app.RestAsync();
        Assert.Equal("ada Reader done certified", (await campaign.ItemsAsync())[0]);

        var pack = await APack.DownloadAsync(app, campaign);
        Assert.Equal("", pack.Verify().Errors);
        var numbers = JsonDocument.Parse(pack.Text("campaign.json")).RootElement.GetProperty("numbers");
        Assert.Equal((1, 0, 1, 3), (
            numbers.GetProperty("late").GetInt32(), numbers.GetProperty("lateAdded").GetInt32(), numbers.GetProperty("gone").GetInt32(), numbers.GetProperty("changed").GetInt32()));
        Assert.Equal(2, pack.Item("bob", "Root").GetProperty("changes").GetArrayLength());
        Assert.Contains("assigneesChanged", pack.Item("bob", "Root").GetProperty("trail").EnumerateArray().Select(line => line.GetProperty("what").GetString()));
    }

    private static async Task<IEnumerable<JsonElement>> ItemsAsync(TheApp app, ACampaign campaign) =>
        (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/items?limit=100")).GetProperty("items").EnumerateArray();

    private static async Task<IReadOnlyList<string>> ChangesAsync(TheApp app, ACampaign campaign) =>
        [.. (await ItemsAsync(app, campaign)).Select(item => $"{item.GetProperty("subject").GetProperty("user").GetString()}: {string.Join(", ", item.TryGetProperty("changes", out var changes) ? changes.EnumerateArray().Select(Change) : [])}")];

    private static async Task<IReadOnlyList<string?>> ReviewersAsync(TheApp app, ACampaign campaign) =>
        [.. (await ItemsAsync(app, campaign)).Select(item => item.GetProperty("reviewers")[0].GetProperty("id").GetString())];

    private static string Change(JsonElement change) => $"{change.GetProperty("what").GetString()} {Value(change, "from")}>{Value(change, "to")}";

    private static string Value(JsonElement change, string name) => change.TryGetProperty(name, out var value) ? value.GetString()!.Split('T')[0] : ""; // A value that is there is text.

    private static async Task<int> NumberAsync(TheApp app, string reviewer, string person, string entitlement = "Reader") => (await app.As(reviewer).MyTasksAsync())
        .Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement).GetProperty("number").GetInt32();
}
