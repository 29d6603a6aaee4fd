using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class ImportSpecs
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["users"] = "id,email,displayName,managerId\nada,ada@example.test,Ada Lovelace,mia\nmia,mia@example.test,Mia Manager,\n",
        ["apps"] = "id,name,description,ownerIds\nvault,Vault,Secrets,mia\n",
        ["entitlements"] = "id,appId,name,type,description,risk,ownerIds\nvault/reader,vault,Reader,role,,low,mia\n",
        ["grants"] = "userId,entitlementId,role\nada,vault/reader,member\n",
    };

    [Fact]
    public async Task An_organization_is_imported_in_one_call_with_files_and_lines_in_any_order()
    {
        await using var app = await DirectoryFiles.StartAsync();
        var adam = app.As(SmallOrganization.Admin);

        var import = await app.ImportAsync(Good.Reverse());

        Assert.Equal("completed", import.GetProperty("state").GetString());
        Assert.Equal([(2, 2, 0, 0), (1, 1, 0, 0), (1, 1, 0, 0), (1, 1, 0, 0)], Counts(import));
        Assert.Equal("mia", (await adam.GetAsync("/api/v1/users/ada")).GetProperty("managerId").GetString());
        Assert.Equal("vault", (await adam.GetAsync("/api/v1/apps/vault")).GetProperty("id").GetString());
        Assert.Equal(1, (await adam.GetAsync("/api/v1/entitlements/vault%2Freader")).GetProperty("holders").GetInt32());
        Assert.Equal("Reader", Items(await adam.GetAsync("/api/v1/users/ada/grants")).Single().GetProperty("entitlementName").GetString());
        Assert.Equal("Ada Lovelace", Items(await adam.GetAsync("/api/v1/entitlements/vault%2Freader/grants")).Single().GetProperty("userName").GetString());
    }

    [Fact]
    public async Task Repeating_an_import_changes_nothing()
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync(Good);

        var again = await app.ImportAsync(Good);

        Assert.Equal([(2, 0, 2, 0), (1, 0, 1, 0), (1, 0, 1, 0), (1, 0, 1, 0)], Counts(again));
    }

    [Fact]
    public async Task Two_calls_with_the_same_Idempotency_Key_start_one_import()
    {
        await using var app = await DirectoryFiles.StartAsync();

        using var first = await app.SendFilesAsync(Good, "key");
        using var again = await app.SendFilesAsync(Good, "key");

        Assert.Equal(first.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task Every_bad_line_is_reported_and_the_good_lines_are_imported()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = "id,email,displayName,managerId,delegateId\nada,ada@example.test,Ada,nobody,\nada,other@example.test,Ada again,,\nbob,ada@example.test,Bob,,\neve,eve@example.test,Eve,eve,\nmia,mia@example.test,Mia\n",
            ["apps"] = "id,name,ownerIds,connector\nvault,Vault,ada;ghost,\nother,Other,,telepathy\n",
            ["entitlements"] = "id,appId,name,risk\nvault/reader,vault,Reader,low\nlost/reader,lost,Reader,low\n",
            ["grants"] = "userId,entitlementId,until\nada,vault/reader,someday\nghost,vault/reader,\nada,lost/reader,\n",
        });

        Assert.Equal([(5, 2, 0, 5), (2, 1, 0, 2), (2, 1, 0, 1), (3, 0, 0, 3)], Counts(import));
        Assert.Equal("incomplete", import.GetProperty("result").GetString());
        var problems = Items(await app.As(SmallOrganization.Admin).GetAsync(import.GetProperty("problems").GetString()!));
        Assert.Equal(
            ["users 2", "users 3", "users 4", "users 5", "users 6", "apps 2", "apps 3", "entitlements 3", "grants 2", "grants 3", "grants 4"],
            problems.Select(problem => $"{problem.GetProperty("file").GetString()} {problem.GetProperty("line").GetInt32()}"));
        Assert.Equal("ada", (await app.As(SmallOrganization.Admin).GetAsync("/api/v1/apps/vault")).GetProperty("ownerIds")[0].GetString());
        Assert.Empty(Items(await app.As(SmallOrganization.Admin).GetAsync("/api/v1/users/ada/grants")));

        var csv = await app.As(SmallOrganization.Admin).Http.GetStringAsync(import.GetProperty("problems").GetString() + ".csv");
        Assert.Equal(12, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Identifiers_with_special_characters_match_only_themselves()
    {
        await using var app = await DirectoryFiles.StartAsync();
        string[] ids = ["x' or 1 eq 1", "a/b?c#d\\e", "%00", "👩‍🚀", "עברית", new string('界', 200)];

        var import = await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = "id,email,displayName\n" + string.Concat(ids.Select((id, index) => $"{id},u{index}@example.test,User {index}\n")),
        });

        Assert.Equal([(6, 6, 0, 0)], Counts(import));
        foreach (var id in ids)
            Assert.Equal(id, (await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/users/{Uri.EscapeDataString(id)}")).GetProperty("id").GetString());
        foreach (var other in new[] { "x", "' or 1 eq 1", new string('界', 199), new string('a', 1025), "\u0001" })
        {
            using var answer = await app.As(SmallOrganization.Admin).Http.GetAsync($"/api/v1/users/{Uri.EscapeDataString(other)}");
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        }
    }

    [Fact]
    public async Task A_people_search_by_beginnings_of_names_returns_pages()
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = "id,email,displayName\nu1,jm@example.test,Jörg Müller\nu2,am@example.test,Anna Mulder\nu3,x@example.test,Max Zander\nu4,mul@example.test,Zoe Quist\n",
        });
        var adam = app.As(SmallOrganization.Admin);

        Assert.Equal(["Anna Mulder", "Jörg Müller", "Zoe Quist"], await NamesAsync(adam, "search=mul"));
        Assert.Equal(["Jörg Müller"], await NamesAsync(adam, "search=MÜLLER%20j"));
        Assert.Equal(["Adam Admin", "Anna Mulder"], await NamesAsync(adam, "search=a"));
        Assert.Empty(await NamesAsync(adam, "search=%27%20or%201%20eq%201"));
        Assert.Equal(["Adam Admin", "Anna Mulder", "Jörg Müller", "Max Zander", "Zoe Quist"], await NamesAsync(adam, "limit=1"));
    }

    [Fact]
    public async Task After_a_rename_a_person_is_found_by_the_new_name_only()
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync(Good);

        await app.ImportAsync(new Dictionary<string, string> { ["users"] = "id,email,displayName\nada,king@example.test,Ada King\n" });

        Assert.Empty(await NamesAsync(app.As(SmallOrganization.Admin), "search=lovelace"));
        Assert.Equal(["Ada King"], await NamesAsync(app.As(SmallOrganization.Admin), "search=king"));
    }

    [Fact]
    public async Task A_large_organization_is_imported_completely()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync(LargeOrganization.Files);

        Assert.Equal("completed", import.GetProperty("state").GetString());
        Assert.Equal(LargeOrganization.Parts.Select(LargeOrganization.Count).Select(lines => (lines, lines, 0, 0)), Counts(import));
        var grant = LargeOrganization.Files["grants"].Split('\n')[1].Split(',');
        var held = LargeOrganization.Files["grants"].Split('\n').Count(line => line.StartsWith($"{grant[0]},", StringComparison.Ordinal));
        Assert.Equal(held, Items(await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/users/{grant[0]}/grants?limit=100")).Count());
    }

    [Fact]
    public async Task An_import_continues_after_a_restart_where_it_stopped()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var data = TheApp.NewFolder();
        string path;
        await using (var app = await TheApp.StartAsync(issuer, data))
        {
            await app.As(SmallOrganization.Admin).PostAsync(DirectoryFiles.Path, DirectoryFiles.Administrator, HttpStatusCode.Accepted);
            await app.RestAsync();
            using var answer = await app.SendFilesAsync(LargeOrganization.Files, "key");
            path = answer.Headers.Location!.ToString();
        }

        await using (var app = await TheApp.StartAsync(issuer, data))
        {
            await app.RestAsync();
            // The interrupted work is retried after a pause.
            await app.AdvanceAsync(TimeSpan.FromMinutes(1));
            var import = await app.As(SmallOrganization.Admin).GetAsync(path);

            Assert.Equal("completed", import.GetProperty("state").GetString());
            Assert.All(import.GetProperty("files").EnumerateArray(), file => Assert.Equal(file.GetProperty("lines").GetInt32(), file.GetProperty("new").GetInt32()));
            Assert.Equal(
                LargeOrganization.Count("grants"),
                await app.Get<App.Directory.DirectoryStore>().EntitlementsAsync(null, null, default).SelectMany(found => app.Get<App.Directory.DirectoryStore>().HoldersAsync(found.Value.Id, null, default)).CountAsync());
        }

        System.IO.Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("text/csv", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_not_an_import_is_refused(string type, HttpStatusCode status)
    {
        await using var app = await DirectoryFiles.StartAsync();
        using var content = new StringContent("id,name\n1,2\n");
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        using var answer = await app.As(SmallOrganization.Admin).Http.PostAsync(DirectoryFiles.Path, content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Only_administrators_can_import_by_the_API()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        using var answer = await app.As("ada").PostAsync(DirectoryFiles.Path, SmallOrganization.Import);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<IReadOnlyList<string?>> NamesAsync(Person person, string query)
    {
        var names = new List<string?>();
        var cursor = "";
        do
        {
            var page = await person.GetAsync($"/api/v1/users?{query}{cursor}");
            names.AddRange(Items(page).Select(user => user.GetProperty("displayName").GetString()));
            cursor = page.TryGetProperty("nextCursor", out var next) && next.GetString() is { } position ? $"&cursor={Uri.EscapeDataString(position)}" : "";
        }
        while (cursor.Length > 0);
        return names;
    }

    private static IEnumerable<JsonElement> Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static IEnumerable<(int Lines, int Applied, int Unchanged, int Bad)> Counts(JsonElement import) => import.GetProperty("files").EnumerateArray()
        .Select(file => (file.GetProperty("lines").GetInt32(), file.GetProperty("applied").GetInt32(), file.GetProperty("unchanged").GetInt32(), file.GetProperty("bad").GetInt32()));
}
