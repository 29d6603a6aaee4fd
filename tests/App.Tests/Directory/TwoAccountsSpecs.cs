using System.Net;
using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>Two grants of one entitlement with two accounts of one person are two grants.</summary>
public sealed class TwoAccountsSpecs
{
    private const string Accounts = "id,appId,login,type,ownerId\nb1,vault,bob.b,,bob\nb2,vault,bob.admin,admin,bob\n";
    private const string Grants = "userId,entitlementId,account,lastUsedAt\nbob,vault/root,b1,2026-10-20\nbob,vault/root,b2,\nada,vault/root,a1,\n";

    private static readonly EntitlementId Root = EntitlementId.From(SmallOrganization.Root);
    private static readonly UserId Bob = UserId.From("bob");

    [Fact]
    public async Task An_import_writes_a_grant_for_each_account_and_a_repeated_import_changes_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var check = await app.CheckAsync(new Dictionary<string, string> { ["grants"] = Grants });

        var import = await app.ImportAsync("grants", Grants);

        Assert.Equal((2, 1, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal(await app.ResultOf(import), await app.ResultOf(check));
        Assert.Equal((0, 0, 3, 0, 0), DirectoryFiles.CountsOf(await app.ImportAsync("grants", Grants)));
        Assert.Equal((0, 0, 3, 0, 0), DirectoryFiles.CountsOf(await app.CheckAsync(new Dictionary<string, string> { ["grants"] = Grants })));
        var directory = app.Get<DirectoryStore>();
        Assert.Equal([("b1", false), ("b2", true)], (await directory.GrantsAsync(Bob, Root, default)).Select(grant => (grant.AccountId?.Value, grant.IsAdditional)));
        Assert.Equal(2, (await directory.CountHoldersAsync(Root, default)).Total);
        Assert.Equal(["ada a1", "bob b1", "bob b2"], await directory.HoldersAsync(Root, null, default).Select(grant => $"{grant.UserId} {grant.AccountId}").ToListAsync());
    }

    [Fact]
    public async Task A_line_without_an_account_is_about_the_first_grant_as_before_there_were_accounts()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("grants", Grants);

        var import = await app.ImportAsync("grants", "userId,entitlementId,lastUsedAt\nbob,vault/root,2026-10-25\n");
        var both = await app.ImportAsync("grants", "userId,entitlementId,accountId\nbob,vault/root,b2\nbob,vault/root,\nbob,vault/root,b2\nada,vault/root,\nada,vault/root,a1\n");

        Assert.Equal((0, 1, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal((0, 0, 2, 3, 0), DirectoryFiles.CountsOf(both));
        Assert.Equal(["b1", "b2"], (await app.Get<DirectoryStore>().GrantsAsync(Bob, Root, default)).Select(grant => grant.AccountId?.Value));
    }

    [Fact]
    public async Task Each_account_has_its_own_review_removal_and_end()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("accounts", Accounts);
        await app.ImportAsync("grants", Grants);

        var opened = await app.As("otto").PostAsync("/api/v1/entitlements/vault%2Froot/reviews", new { kind = "certification" }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.Equal(3, opened.GetProperty("opened").GetInt32());
        var tasks = (await app.As("otto").MyTasksAsync()).Where(task => task.GetProperty("subjectUser").GetString() == "bob").ToDictionary(task => task.GetProperty("account").GetString()!); // Each has one.
        Assert.Equal(["b1", "b2"], tasks.Keys.Order());
        await app.As("otto").DecideAsync(Number(tasks["b2"]), "remove", "No longer an admin");
        await app.As("otto").DecideAsync(Number(tasks["b1"]), "certify");
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        foreach (var decision in new[] { ("revocation", "confirm"), ("deprovisioning", "complete") })
        {
            foreach (var person in new[] { "mia", "olga", "otto", "adam" })
            {
                foreach (var task in await app.As(person).MyTasksAsync($"&kind={decision.Item1}"))
                    await app.As(person).DecideAsync(Number(task), decision.Item2, "Done");
                await app.AdvanceAsync(TimeSpan.FromMinutes(1));
            }
        }

        var grants = await app.Get<DirectoryStore>().GrantsAsync(Bob, Root, default);
        Assert.Equal([GrantState.Active, GrantState.Ended], grants.Select(grant => grant.State));
        Assert.NotNull(grants[0].LastCertifiedAt);
        Assert.Null(grants[1].LastCertifiedAt);
        Assert.Equal(2, (await app.Get<DirectoryStore>().CountHoldersAsync(Root, default)).Total);
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_second_task_about_the_same_account_is_refused_and_one_about_the_other_account_is_not()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("grants", Grants);
        static object About(string? account) => new { kind = "certification", user = "bob", entitlement = SmallOrganization.Root, account };

        await app.As("adam").PostAsync("/api/v1/tasks", About("b2"), HttpStatusCode.Created);
        await app.RestAsync();

        await app.As("adam").PostAsync("/api/v1/tasks", About("b2"), HttpStatusCode.Conflict);
        var first = await app.As("adam").PostAsync("/api/v1/tasks", About(null), HttpStatusCode.Created);
        Assert.Equal("b1", first.GetProperty("subject").GetProperty("account").GetString());
    }

    [Fact]
    public async Task An_end_date_of_an_additional_grant_ends_only_that_grant()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("grants", "userId,entitlementId,accountId,until\nbob,vault/root,b1,\nbob,vault/root,b2,2026-11-03\n");

        await app.AdvanceAsync(TimeSpan.FromDays(2));

        var task = Assert.Single(await app.As("otto").MyTasksAsync("&kind=deprovisioning"));
        Assert.Equal("b2", task.GetProperty("account").GetString());
        await app.As("otto").DecideAsync(Number(task), "complete", "Done");
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal([GrantState.Active, GrantState.Ended], (await app.Get<DirectoryStore>().GrantsAsync(Bob, Root, default)).Select(grant => grant.State));
    }

    [Fact]
    public async Task The_pages_show_both_grants_and_a_removal_is_about_the_chosen_one()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("accounts", Accounts);
        await app.ImportAsync("grants", Grants);
        var mia = await Visitor.SignInAsync(app, "mia");
        var bob = await Visitor.SignInAsync(app, "bob");

        var person = await mia.GetAsync("/directory/people/bob");
        var lines = person.Document.QuerySelectorAll("table.work tbody tr").Where(row => row.TextContent.Contains("Root", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        var link = lines.Single(row => row.TextContent.Contains("bob.admin", StringComparison.Ordinal)).QuerySelector("td.ask a")!.GetAttribute("href")!; // All our links have one.
        var form = await mia.GetAsync(link);
        Assert.Contains("bob.admin (Admin account)", form.Text, StringComparison.Ordinal);
        await mia.SendAsync(form.Form("/reviews/new"), fields: [("reason", "No longer an admin")]);
        await app.RestAsync();

        var open = await app.As("adam").GetAsync("/api/v1/tasks/1001");
        Assert.Equal("b2", open.GetProperty("subject").GetProperty("account").GetString());
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/requests/new")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await Visitor.SignInAsync(app, "otto")).GetAsync("/directory/entitlements/vault%2Froot?q=bob")).Status);
        Assert.Equal(["ada", "bob", "bob"], await PagedAsync(app));
    }

    private static async Task<IReadOnlyList<string?>> PagedAsync(TheApp app)
    {
        var (users, cursor) = (new List<string?>(), "");
        do
        {
            var page = await app.As("adam").GetAsync($"/api/v1/entitlements/vault%2Froot/grants?limit=1{cursor}");
            users.AddRange(page.GetProperty("items").EnumerateArray().Select(grant => grant.GetProperty("userId").GetString()));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);
        return users;
    }

    private static int Number(JsonElement task) => task.GetProperty("number").GetInt32();
}
