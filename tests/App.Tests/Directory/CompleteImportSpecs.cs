using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.App.Tests.Recheck;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>An import that has all access of an app: what it does not name was removed outside.</summary>
public sealed class CompleteImportSpecs
{
    private const string Imports = "/api/v1/directory/imports";
    private const string Complete = $"{Imports}?completeFor=vault";

    [Fact]
    public async Task What_a_complete_import_does_not_name_ends_as_removed_outside_and_its_tasks_and_a_second_import_follow()
    {
        await using var app = await TheApp.StartWithAsync(Organization(holders: 10));
        var review = await app.OpenAsync("u0", SmallOrganization.Reader);

        var check = await app.ImportAsync($"{Complete}&dryRun=true", Lines(1, 10));
        Assert.Equal(("onlyChecked", 1, 1), StateOf(check));
        Assert.Equal("active", await app.StateOfGrantAsync("u0"));

        var import = await app.ImportAsync(Complete, Lines(1, 10));

        Assert.Equal(("ended", 1, 1), StateOf(import));
        var ended = Assert.Single(import.GetProperty("endings").EnumerateArray());
        Assert.Equal((10, 1, 1), (ended.GetProperty("heldGrants").GetInt32(), ended.GetProperty("endedGrants").GetInt32(), ended.GetProperty("endedAccounts").GetInt32()));
        var grant = Assert.Single(await app.GrantsOfAsync("u0"));
        Assert.Equal(("ended", "removedOutside"), (grant.GetProperty("state").GetString(), grant.GetProperty("end").GetString()));
        Assert.Equal("active", await app.StateOfGrantAsync("u1"));
        Assert.Equal("notHeld", (await app.TaskAsync(review)).GetProperty("obsolete").GetString());
        Assert.Contains("u0;User 0;vault/reader;Reader;a0;a0;ended", await app.As("adam").Http.GetStringAsync($"{Imports}/{import.GetProperty("id")}/endings.csv?separator=semicolon"), StringComparison.Ordinal);
        var page = await (await Visitor.SignInAsync(app, "adam")).GetAsync($"/directory/import/{import.GetProperty("id")}");
        Assert.Contains("1 grant and 1 account ended as removed outside.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await app.RowsOfAsync(import.GetProperty("id").GetString()!), row => row.StartsWith("seen|", StringComparison.Ordinal));

        await app.AdvanceAsync(TimeSpan.FromHours(1));
        await app.ImportAsync(Complete, Lines(0, 10));
        Assert.Equal("active", await app.StateOfGrantAsync("u0"));
    }

    [Fact]
    public async Task More_than_the_guard_allows_waits_for_another_administrator_who_confirms_it_on_the_page_or_declines_it()
    {
        await using var app = await TheApp.StartWithAsync(Organization(holders: 10));
        var import = await app.ImportAsync(Complete, Lines(3, 10));
        var (id, decisions) = (import.GetProperty("id").GetString(), $"{Imports}/{import.GetProperty("id")}/ending-decisions");

        Assert.Equal(("waiting", 3, 3), StateOf(import));
        Assert.Equal("active", await app.StateOfGrantAsync("u0"));
        Assert.Equal(6, (await app.As("adam").GetAsync($"{Imports}/{id}/endings")).GetProperty("items").GetArrayLength());
        Assert.Equal("second_person_required", (await app.As("adam").PostAsync(decisions, new { app = "vault", ends = true }, HttpStatusCode.Forbidden)).GetProperty("code").GetString());
        using (var refused = await app.As("mia").PostAsync(decisions, new { app = "vault", ends = true }))
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        var declined = await app.As("anna").PostAsync(decisions, new { app = "vault", ends = false }, HttpStatusCode.OK);
        Assert.Equal("declined", StateOf(declined).State);
        Assert.Equal("not_waiting", (await app.As("anna").PostAsync(decisions, new { app = "vault", ends = true }, HttpStatusCode.Conflict)).GetProperty("code").GetString());

        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        var again = await app.ImportAsync(Complete, Lines(3, 10));
        var anna = await Visitor.SignInAsync(app, "anna");
        var path = $"/directory/import/{again.GetProperty("id")}";
        await anna.SendAsync((await anna.GetAsync(path)).Form($"{path}/endings"), "End this access");
        await app.RestAsync();

        var after = await app.As("adam").GetAsync($"{Imports}/{again.GetProperty("id")}");
        Assert.Equal(("completed", "ended"), (after.GetProperty("state").GetString(), StateOf(after).State));
        Assert.Equal(["ended", "ended", "ended", "active"], await Task.WhenAll(new[] { "u0", "u1", "u2", "u3" }.Select(app.StateOfGrantAsync)));
        Assert.Contains("Anna Admin confirmed it", (await anna.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_was_refused_an_unknown_app_and_a_newer_import_end_nothing()
    {
        await using var app = await TheApp.StartWithAsync(Organization(holders: 10));

        var wrong = await app.ImportAsync(Complete, Lines(1, 10, new { userId = "u0", entitlementId = SmallOrganization.Reader, since = "yesterday" }));
        Assert.Equal(("blocked", "linesRefused"), (StateOf(wrong).State, wrong.GetProperty("endings")[0].GetProperty("block").GetString()));
        var nobody = await app.ImportAsync(Complete, Lines(1, 10, new { userId = "u0", entitlementId = "vault/raeder" }));
        Assert.Equal("blocked", StateOf(nobody).State);
        Assert.Equal("active", await app.StateOfGrantAsync("u0"));
        Assert.Equal("unknown_app", (await app.As("adam").PostAsync($"{Imports}?completeFor=vualt", Lines(0, 1), HttpStatusCode.BadRequest)).GetProperty("code").GetString());

        var waiting = await app.ImportAsync(Complete, Lines(5, 10));
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        await app.ImportAsync(Imports, Lines(0, 1));
        var refused = await app.As("anna").PostAsync($"{Imports}/{waiting.GetProperty("id")}/ending-decisions", new { app = "vault", ends = true }, HttpStatusCode.Conflict);
        Assert.Equal("newer_import", refused.GetProperty("code").GetString());
        Assert.Equal("active", await app.StateOfGrantAsync("u0"));
    }

    private static (string? State, int Grants, int Accounts) StateOf(JsonElement import) => import.GetProperty("endings")[0] is var ending
        ? (ending.GetProperty("state").GetString(), ending.GetProperty("grants").GetInt32(), ending.GetProperty("accounts").GetInt32())
        : default;

    private static object Organization(int holders) => new
    {
        users = new object[]
        {
            new { id = "adam", email = "adam@example.test", displayName = "Adam Admin", roles = "admin" },
            new { id = "anna", email = "anna@example.test", displayName = "Anna Admin", roles = "admin" },
            new { id = "mia", email = "mia@example.test", displayName = "Mia Manager" },
            new { id = "olga", email = "olga@example.test", displayName = "Olga Owner" },
        }.Concat(Enumerable.Range(0, holders).Select(number => new { id = $"u{number}", email = $"u{number}@example.test", displayName = $"User {number}", managerId = "mia" })),
        apps = new object[] { new { id = "vault", name = "Vault", ownerIds = "olga" } },
        entitlements = new object[] { new { id = SmallOrganization.Reader, appId = "vault", name = "Reader", risk = "low", ownerIds = "olga" } },
        grants = Grants(0, holders),
        accounts = Accounts(0, holders),
    };

    private static object Lines(int from, int to, params object[] more) => new { grants = Grants(from, to).Concat(more), accounts = Accounts(from, to) };

    private static IEnumerable<object> Grants(int from, int to) =>
        Enumerable.Range(from, to - from).Select(number => new { userId = $"u{number}", entitlementId = SmallOrganization.Reader, accountId = $"a{number}" });

    private static IEnumerable<object> Accounts(int from, int to) => Enumerable.Range(from, to - from).Select(number => new { id = $"a{number}", appId = "vault", login = $"a{number}", ownerId = $"u{number}" });
}

file static class Importing
{
    public static async Task<JsonElement> ImportAsync(this TheApp app, string path, object lines)
    {
        var import = await app.As("adam").PostAsync(path, lines, HttpStatusCode.Accepted);
        await app.RestAsync();
        return await app.As("adam").GetAsync($"/api/v1/directory/imports/{import.GetProperty("id")}");
    }

    public static async Task<string?> StateOfGrantAsync(this TheApp app, string user) => (await app.GrantsOfAsync(user)).Single().GetProperty("state").GetString();
}
