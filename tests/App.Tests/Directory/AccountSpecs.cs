using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>Accounts are imported, and shown where a grant names one.</summary>
public sealed class AccountSpecs
{
    private const string Accounts =
        "id,appId,login,type,ownerId,status,lastUsedAt\n"
        + "b1,vault,bob.b,,bob,,2026-10-20\nb2,vault,bob.admin,admin,bob,,\nbackup,vault,svc-backup,service,,disabled,\nold,vault,j.doe,,,,\n";

    [Fact]
    public async Task Accounts_are_imported_and_an_import_of_the_same_file_changes_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var check = await app.CheckAsync(new Dictionary<string, string> { ["accounts"] = Accounts });

        var import = await app.ImportAsync("accounts", Accounts);

        Assert.Equal((4, 0, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal(await app.ResultOf(import), await app.ResultOf(check));
        Assert.Equal((0, 0, 4, 0, 0), DirectoryFiles.CountsOf(await app.ImportAsync("accounts", Accounts)));
        Assert.Equal((0, 1, 3, 0, 0), DirectoryFiles.CountsOf(await app.ImportAsync("accounts", Accounts.Replace("j.doe,,,", "j.doe,shared,mia,", StringComparison.Ordinal))));
        var old = (await ListAsync(app, "")).Single(account => account.GetProperty("id").GetString() == "old");
        Assert.Equal(["backup"], (await ListAsync(app, "?hasOwner=false")).Select(Id));
        Assert.Equal((0, 1, 3, 0, 0), DirectoryFiles.CountsOf(await app.ImportAsync("accounts", Accounts.Replace("j.doe,,,", "j.doe,shared,(none),", StringComparison.Ordinal))));
        Assert.Equal(["backup", "old"], (await ListAsync(app, "?hasOwner=false")).Select(Id));
        Assert.Equal(("shared", "mia"), (old.GetProperty("type").GetString(), old.GetProperty("ownerId").GetString()));
    }

    [Fact]
    public async Task An_account_of_an_unknown_app_or_with_an_unreadable_type_is_refused_and_an_unknown_owner_is_ignored()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        var import = await app.ImportAsync("accounts", "id,appId,login,type,ownerId\na1,nowhere,a,,\na2,vault,a,robot,\na3,vault,,,\na4,vault,a,,ghost\na4,vault,again,,\n");

        Assert.Equal((1, 0, 0, 4, 0), DirectoryFiles.CountsOf(import));
        var reasons = await app.ReasonsAsync(import);
        Assert.Equal(5, reasons.Count);
        Assert.StartsWith("appId is not an app in the directory.", reasons[0], StringComparison.Ordinal);
        Assert.StartsWith("type is \"robot\". Write one of personal, admin, service, shared.", reasons[1], StringComparison.Ordinal);
        Assert.StartsWith("login is empty.", reasons[2], StringComparison.Ordinal);
        Assert.StartsWith("ownerId is not a person in the directory.", reasons[3], StringComparison.Ordinal);
        Assert.StartsWith("Line 5 has the same appId, id", reasons[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_are_imported_as_JSON_and_listed_by_owner()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        await app.As("adam").PostAsync(DirectoryFiles.Path, new { accounts = new object[] { new { id = "b1", appId = "vault", login = "bob.b", ownerId = "bob" }, new { id = "x", appId = "vault", login = "x", type = "service" } } }, HttpStatusCode.Accepted);
        await app.RestAsync();

        Assert.Equal(["b1", "x"], (await ListAsync(app, "")).Select(Id));
        Assert.Equal(["x"], (await ListAsync(app, "?hasOwner=false")).Select(Id));
        Assert.Equal(["b1"], (await ListAsync(app, "?hasOwner=true")).Select(Id));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As("adam").Http.GetAsync("/api/v1/apps/vault/accounts?hasOwner=maybe")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As("adam").Http.GetAsync("/api/v1/apps/nowhere/accounts")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.As("ada").Http.GetAsync("/api/v1/apps/vault/accounts")).StatusCode);
    }

    [Fact]
    public async Task Login_and_type_of_an_account_are_shown_with_access_and_tasks()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("accounts", Accounts);
        await app.ImportAsync("grants", "userId,entitlementId,accountId\nbob,vault/root,b2\nbob,vault/reader,unlisted\n");
        var number = await app.OpenAsync("bob", SmallOrganization.Root);

        var grants = (await app.As("adam").GetAsync("/api/v1/users/bob/grants")).GetProperty("items").EnumerateArray().ToDictionary(grant => grant.GetProperty("entitlementId").GetString()!); // Each has one.
        Assert.Equal(("b2", "bob.admin", "admin"), (grants["vault/root"].GetProperty("accountId").GetString(), grants["vault/root"].GetProperty("login").GetString(), grants["vault/root"].GetProperty("accountType").GetString()));
        Assert.Equal("unlisted", grants["vault/reader"].GetProperty("accountId").GetString());
        Assert.False(grants["vault/reader"].TryGetProperty("login", out _));
        var csv = await app.As("adam").Http.GetStringAsync("/api/v1/users/bob/grants.csv");
        Assert.Contains("bob.admin,admin", csv, StringComparison.Ordinal);

        var otto = await Visitor.SignInAsync(app, "otto");
        Assert.Contains("bob.admin (Admin account)", (await otto.GetAsync($"/tasks/{number}")).Text, StringComparison.Ordinal);
        Assert.Contains("bob.admin (Admin account)", (await otto.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        var person = await otto.GetAsync("/directory/people/bob");
        Assert.Contains("bob.admin (Admin account)", person.Text, StringComparison.Ordinal);
        Assert.Contains("unlisted", person.Text, StringComparison.Ordinal);
        Assert.Contains("bob.admin (Admin account)", (await otto.GetAsync("/directory/entitlements/vault%2Froot")).Text, StringComparison.Ordinal);
        Assert.Contains("(Admin account)", (await app.MailsOf("otto").LastAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_without_an_owner_are_listed_on_the_page_of_the_app_for_those_who_may_see_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("accounts", Accounts);

        var seen = (await (await Visitor.SignInAsync(app, "olga")).GetAsync("/directory/apps/vault")).Document.QuerySelectorAll("section[aria-labelledby=unowned] tbody tr");
        var unseen = (await (await Visitor.SignInAsync(app, "ada")).GetAsync("/directory/apps/vault")).Document.QuerySelector("section[aria-labelledby=unowned]");

        Assert.Equal(["svc-backup", "j.doe"], seen.Select(row => row.QuerySelector("b")!.TextContent));
        Assert.Contains("Service account", seen[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Disabled", seen[0].TextContent, StringComparison.Ordinal);
        Assert.Null(unseen);
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(TheApp app, string query) =>
        [.. (await app.As("adam").GetAsync($"/api/v1/apps/vault/accounts{query}")).GetProperty("items").EnumerateArray()];

    private static string? Id(JsonElement account) => account.GetProperty("id").GetString();
}
