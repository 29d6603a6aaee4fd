using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>An empty or unreadable cell never widens access.</summary>
public sealed class ImportFieldSpecs(ImportFieldSpecs.InBerlin shared) : IClassFixture<ImportFieldSpecs.InBerlin>
{
    private const string Columns = "id,email,displayName";
    private const string Nightly = "userId,entitlementId,since,until,lastUsedAt,accountId";

    [Theory]
    [InlineData("ada,vault/reader,,,,ada9", 0)]
    [InlineData("ada,vault/reader,2020-01-01,(none),,ada9", 1)]
    [InlineData("ada,vault/reader,,2030-12-31,,ada9", 1)]
    public async Task An_import_never_changes_an_end_date_set_by_an_approved_request(string line, int differences)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await GrantUntilAsync(app, "2026-12-05");

        var import = await app.ImportAsync("grants", $"{Nightly}\n{line}\n");

        var grant = await GrantAsync(app, "ada");
        Assert.Equal("2026-12-05T23:59:59+00:00", grant.GetProperty("until").GetString());
        Assert.Equal("ada9", grant.GetProperty("accountId").GetString());
        Assert.Equal((0, 1, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal(differences, import.GetProperty("files")[0].GetProperty("differences").GetInt32());
        Assert.Equal(differences, (await app.ProblemsAsync(import)).Count(problem => problem.GetProperty("kind").GetString() == "difference"));
        Assert.Equal("good", import.GetProperty("result").GetString());
    }

    [Fact]
    public async Task Access_removed_by_a_task_but_still_listed_in_a_file_is_shown_as_still_there()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await GrantUntilAsync(app, "2026-11-03");
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        await app.As("olga").DecideAsync((await app.As("olga").MyTasksAsync("&kind=deprovisioning"))[0].GetProperty("number").GetInt32(), "complete");
        await app.RestAsync();
        Assert.Equal("ended", (await GrantAsync(app, "ada")).GetProperty("state").GetString());

        var import = await app.ImportAsync("grants", $"{Nightly}\nada,vault/reader,,,,\n");

        Assert.Equal("stillThere", (await GrantAsync(app, "ada")).GetProperty("state").GetString());
        Assert.Contains("removed on", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_whose_status_is_one_of_the_known_words_for_inactive_is_imported_as_inactive()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"{Columns},active\ny1,y1@field.example,Y One,FALSCH\n");

        Assert.Equal((1, 0, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.False((await app.As("adam").GetAsync("/api/v1/users/y1")).GetProperty("isActive").GetBoolean());
    }

    [Fact]
    public async Task The_import_report_lists_unreadable_statuses_and_refused_lines_of_leavers_first()
    {
        var app = shared.App;

        var import = await app.ImportAsync("users", $"{Columns},active,roles\nmax,nothing,Max,true,\nada,ada@example.test,Ada,vielleicht,\nbob,bob@example.test,Bob,nein,king\n");

        var problems = await app.ProblemsAsync(import);
        Assert.Equal((0, 0, 0, 3, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal(["ada", "bob", ""], problems.Select(problem => problem.TryGetProperty("person", out var person) ? person.GetString() : ""));
        Assert.Contains("\"vielleicht\"", problems[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("true or false", problems[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        var adam = await Visitor.SignInAsync(app, "adam");
        var page = await adam.GetAsync($"/directory/import/{import.GetProperty("id").GetString()}");
        Assert.Contains("ada, bob", page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entitlements", "id,appId,name,risk\nvault/new,vault,New,gefährlich\n", "low, medium, high, critical")]
    [InlineData("entitlements", "id,appId,name,risk\nvault/new,vault,New,3\n", "low, medium, high, critical")]
    [InlineData("apps", "id,name,connector\nnew,New,telepathy\n", "manual")]
    [InlineData("grants", "userId,entitlementId,until\nada,vault/reader,31.12.2026\n", "2026-11-23")]
    [InlineData("grants", "userId,entitlementId,until\nada,vault/reader,2026-13-01\n", "2026-11-23")]
    [InlineData("grants", "userId,entitlementId,since\nada,vault/reader,12/31/2026\n", "2026-11-23")]
    public async Task A_line_with_an_unreadable_cell_is_refused_and_the_accepted_formats_are_named(string file, string csv, string accepted)
    {
        var app = shared.App;

        var import = await app.ImportAsync(file, csv);

        Assert.Equal((0, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        Assert.Contains(accepted, Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_risk_cell_leaves_the_risk_unchanged()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        await app.ImportAsync("entitlements", "id,appId,name,risk,ownerIds\nvault/root,vault,Root access,,\n");

        var root = await app.As("adam").GetAsync("/api/v1/entitlements/vault%2Froot");
        Assert.Equal(("Root access", "high", "otto"), (root.GetProperty("name").GetString(), root.GetProperty("risk").GetString(), root.GetProperty("ownerIds")[0].GetString()));
    }

    [Fact]
    public async Task A_delegate_chosen_by_the_person_is_kept_whatever_the_file_contains()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        using var set = await app.As("mia").Http.PatchAsJsonAsync("/api/v1/users/me/out-of-office", new { delegateId = "max", until = "2026-11-20" });

        var import = await app.ImportAsync("users", $"{Columns},delegateId,delegateUntil\nmia,mia@example.test,Mia Manager,bob,2026-12-31\n");

        var mia = await app.As("mia").GetAsync("/api/v1/users/me");
        Assert.Equal(("max", "2026-11-20T23:59:59+01:00"), (mia.GetProperty("delegateId").GetString(), mia.GetProperty("delegateUntil").GetString()));
        Assert.Equal(1, import.GetProperty("files")[0].GetProperty("differences").GetInt32());
        await app.ImportAsync("users", $"{Columns},delegateId,delegateUntil\nmia,mia@example.test,Mia Manager,,\n");
        Assert.Equal("max", (await app.As("mia").GetAsync("/api/v1/users/me")).GetProperty("delegateId").GetString());
    }

    [Fact]
    public async Task A_delegate_set_by_a_file_is_removed_only_by_the_word_for_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("users", $"{Columns},managerId,delegateId\nmia,mia@example.test,Mia Manager,max,bob\n");

        await app.ImportAsync("users", $"{Columns},managerId,delegateId\nmia,mia@example.test,Mia Manager,,\n");
        var kept = await app.As("mia").GetAsync("/api/v1/users/me");
        await app.ImportAsync("users", $"{Columns},managerId,delegateId\nmia,mia@example.test,Mia Manager,(none),(none)\n");
        var gone = await app.As("mia").GetAsync("/api/v1/users/me");

        Assert.Equal(("max", "bob"), (kept.GetProperty("managerId").GetString(), kept.GetProperty("delegateId").GetString()));
        Assert.False(gone.TryGetProperty("managerId", out _));
        Assert.False(gone.TryGetProperty("delegateId", out _));
    }

    [Theory]
    [InlineData("", "2026-12-05T23:59:59+01:00", "2026-11-01T00:00:00+01:00")]
    [InlineData("America/Los_Angeles", "2026-12-05T23:59:59-08:00", "2026-11-01T00:00:00-07:00")]
    public async Task An_end_date_without_a_time_covers_the_whole_day_in_the_holders_zone_or_else_the_organizations(string zone, string until, string since)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Directory:TimeZone=Europe/Berlin");
        await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = $"{Columns},timeZone,managerId\nx5,x5@example.test,X Five,{zone},\ntoni,toni@example.test,Toni,Asia/Tokyo,\n",
            ["apps"] = "id,name\nsolo,Solo\n",
            ["entitlements"] = "id,appId,name,risk,ownerIds\nsolo/use,solo,Use,low,toni\n",
            ["grants"] = "userId,entitlementId,since,until\nx5,solo/use,2026-11-01,2026-12-05\n",
        });
        await app.ImportAsync("users", $"{Columns},roles\ntoni,toni@example.test,Toni,auditor\n");

        var grant = await GrantAsync(app, "x5");
        Assert.Equal((until, since), (grant.GetProperty("until").GetString(), grant.GetProperty("since").GetString()));
        foreach (var reader in new[] { "x5", "toni" })
        {
            var visitor = await Visitor.SignInAsync(app, reader);
            var page = await visitor.GetAsync("/directory/people/x5");
            Assert.Contains("until 5 Dec 2026", page.Text, StringComparison.Ordinal);
            Assert.Contains("1 Nov 2026", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains(",2026-11-01,2026-12-05,", await app.As("x5").Http.GetStringAsync("/api/v1/users/x5/grants.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("berlin1", "2026-12-05", HttpStatusCode.Created, "2026-12-05T23:59:59+01:00")]
    [InlineData("berlin2", "2026-11-02", HttpStatusCode.Created, "2026-11-02T23:59:59+01:00")]
    [InlineData("berlin3", "2026-12-05T12:00:00+02:00", HttpStatusCode.Created, "2026-12-05T12:00:00+02:00")]
    [InlineData("berlin4", "2026-12-05T12:00:00Z", HttpStatusCode.Created, "2026-12-05T12:00:00+00:00")]
    [InlineData("mia", "2026-12-05T12:00:00", HttpStatusCode.BadRequest, "bad_date")]
    [InlineData("mia", "05.12.2026", HttpStatusCode.BadRequest, "bad_date")]
    [InlineData("mia", "", HttpStatusCode.BadRequest, "bad_date")]
    public async Task A_request_by_the_API_may_end_on_a_date_in_the_persons_time_zone(string person, string until, HttpStatusCode status, string answer)
    {
        using var response = await shared.App.As("max").PostAsync("/api/v1/requests", new Dictionary<string, object?> { ["entitlementId"] = SmallOrganization.Reader, ["reason"] = "For the audit.", ["for"] = person, ["until"] = until });

        Assert.Equal(status, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(answer, body.GetProperty(status == HttpStatusCode.Created ? "until" : "code").GetString());
    }

    /// <summary>Four people in Mia's time zone, each for one request.</summary>
    public sealed class InBerlin : SharedApp
    {
        protected override Task PrepareAsync(TheApp app) => app.ImportAsync("users", $"{Columns},timeZone,managerId\n{string.Concat(
            Enumerable.Range(1, 4).Select(number => $"berlin{number},berlin{number}@example.test,Berlin {number},Europe/Berlin,max\n"))}");
    }

    private static async Task GrantUntilAsync(TheApp app, string until)
    {
        await app.As("ada").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the audit.", until }, HttpStatusCode.Created);
        await app.RestAsync();
        await app.As("mia").DecideAsync((await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();
        await app.As("olga").DecideAsync((await app.As("olga").MyTasksAsync("&kind=provisioning"))[0].GetProperty("number").GetInt32(), "complete");
        await app.RestAsync();
    }

    private static async Task<JsonElement> GrantAsync(TheApp app, string person) =>
        (await app.As(person).GetAsync($"/api/v1/users/{person}/grants")).GetProperty("items")[0];
}
