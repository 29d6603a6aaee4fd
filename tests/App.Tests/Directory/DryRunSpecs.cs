using System.Net;
using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Imports;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using CsCheck;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>A dry run counts what an import would do, and writes nothing.</summary>
public sealed class DryRunSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["users"] = "id,email,displayName,managerId,active\nzoe,zoe@example.test,Zoe,zed,\nzed,zed@example.test,Zed,max,\nyan,no address,Yan,,\nada,ada@example.test,Ada King,,\nbob,bob@example.test,Bob Builder,mia,\nBOB,b2@example.test,Bob,,\nmax,max@example.test,Max Major,,\nlea,ada@example.test,Lea,nobody,\n",
        ["apps"] = "id,name,ownerIds\nforge,Forge,zoe\nvault,Vault,olga;otto\n,Nothing,\n",
        ["entitlements"] = "id,appId,name,risk\nforge/use,forge,Use,low\nvault/reader,vault,Reader,medium\nlost/use,lost,Use,low\n",
        ["grants"] = "userId,entitlementId,until,lastUsedAt\nzoe,forge/use,2027-01-31,\nzed,vault/root,,\nbob,vault/reader,,\nyan,forge/use,,\nada,lost/use,,\n",
    };

    [Fact]
    public async Task A_dry_run_of_all_files_counts_what_the_import_then_does_and_writes_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var before = await app.DirectoryRowsAsync();

        var check = await app.CheckAsync(Files);

        Assert.Equal(before, await app.DirectoryRowsAsync());
        Assert.True(check.GetProperty("dryRun").GetBoolean());
        Assert.Equal("completed", check.GetProperty("state").GetString());
        Assert.Equal([(2, 1, 2, 3), (1, 0, 1, 1), (1, 1, 0, 1), (2, 0, 1, 2)], check.GetProperty("files").EnumerateArray().Select(CountsOf));
        var import = await app.ImportAsync(Files);
        Assert.False(import.GetProperty("dryRun").GetBoolean());
        Assert.Equal(await app.ResultOf(import), await app.ResultOf(check));
        Assert.NotEqual(before, await app.DirectoryRowsAsync());
    }

    [Fact]
    public async Task A_dry_run_of_JSON_counts_items_and_writes_nothing()
    {
        var app = shared.App;
        var before = await app.DirectoryRowsAsync();

        var sent = await app.As("adam").PostAsync(
            DryRun.Path, new { users = new object[] { new { id = "zoe", email = "zoe@example.test", displayName = "Zoe" }, new { id = "zed" } }, grants = new object[] { new { userId = "zoe", entitlementId = SmallOrganization.Root } } }, HttpStatusCode.Accepted);
        await app.RestAsync();
        var check = await app.As("adam").GetAsync($"{DirectoryFiles.Path}/{sent.GetProperty("id").GetString()}");

        Assert.True(sent.GetProperty("dryRun").GetBoolean());
        Assert.Equal([(1, 0, 0, 1), (1, 0, 0, 0)], check.GetProperty("files").EnumerateArray().Select(CountsOf));
        Assert.Equal(before, await app.DirectoryRowsAsync());
    }

    [Fact]
    public async Task A_dry_run_counts_what_the_import_then_does_for_any_files()
    {
        await using var app = await DirectoryFiles.StartAsync();
        var id = Gen.OneOf("a", "b", "c", "B", "adam", "");
        // The administrator who sends the files stays one.
        var users = Gen.Select(Gen.OneOf("a", "b", "c", "B", ""), Gen.OneOf("a", "b", "c", "x"), id, Gen.OneOf("", "false", "perhaps", "true"), Gen.OneOf("", "admin", "reviewer"))
            .Select(line => $"{line.Item1},{line.Item2}@field.example,{line.Item1}{line.Item5},{line.Item3},{line.Item4},{line.Item5}");
        var apps = Gen.Select(id, id).Select(line => $"{line.Item1},{line.Item2} app,{line.Item2}");
        var entitlements = Gen.Select(id, id, Gen.OneOf("low", "none", "")).Select(line => $"{line.Item1},{line.Item2},{line.Item1} use,{line.Item3}");
        var grants = Gen.Select(id, id, Gen.OneOf("", "2027-01-31", "soon"), Gen.OneOf("", "x", "y", "(none)")).Select(line => string.Join(',', line.Item1, line.Item2, line.Item3, line.Item4));
        var accounts = Gen.Select(Gen.OneOf("x", "y", ""), id, Gen.OneOf("", "service", "robot"), id).Select(line => string.Join(',', line.Item1, line.Item2, $"{line.Item1}{line.Item4}", line.Item3, line.Item4));

        await Gen.Select(Lines(users), Lines(apps), Lines(entitlements), Lines(grants), Lines(accounts)).SampleAsync(
            async lines =>
            {
                var files = new Dictionary<string, string>
                {
                    ["users"] = "id,email,displayName,managerId,active,roles\n" + lines.Item1,
                    ["apps"] = "id,name,ownerIds\n" + lines.Item2,
                    ["entitlements"] = "id,appId,name,risk\n" + lines.Item3,
                    ["grants"] = "userId,entitlementId,until,account\n" + lines.Item4,
                    ["accounts"] = "id,appId,login,type,ownerId\n" + lines.Item5,
                };
                var before = await app.DirectoryRowsAsync();
                var check = await app.CheckAsync(files);
                Assert.Equal(before, await app.DirectoryRowsAsync());
                Assert.Equal(await app.ResultOf(await app.ImportAsync(files)), await app.ResultOf(check));
            },
            iter: 20,
            threads: 1);

        static Gen<string> Lines(Gen<string> line) => line.Array[1, 8].Select(all => string.Concat(all.Select(one => one + "\n")));
    }

    [Fact]
    public async Task Lines_checked_again_after_a_restart_are_counted_as_the_first_time()
    {
        await using var app = await DirectoryFiles.StartAsync();
        const string Csv = "id,email,displayName,managerId\nk1,k1@field.example,K1,k2\nk2,k2@field.example,K2,\nk3,adam@example.test,K3,\n";
        var id = await ImportAtRest.AcceptAsync(app, "adam", Csv, isDryRun: true);
        var store = app.Get<ImportStore>();
        var state = (await store.LoadAsync(id, CancellationToken.None)).Found().Value;
        var target = new DryRunTarget(app.Get<DirectoryStore>(), store, id);

        var outcome = await ApplyAllAsync();
        var again = await ApplyAllAsync();

        Assert.Equal((2, 0, 0, 1), outcome);
        Assert.Equal(outcome, again);

        async Task<(int, int, int, int)> ApplyAllAsync()
        {
            var run = new ImportRun(id, state.StartedAt, new DirectoryForms()) { IsDryRun = true };
            var page = await store.ReadPageAsync(state, ImportedFile.Users, 0, CancellationToken.None);
            var users = new UserLines(target, store, run);
            PageOutcome[] all =
            [
                await users.ApplyAsync(page, CancellationToken.None),
                await new WaitingUsers(target, store, run).ApplyAsync(CancellationToken.None),
                await users.ApplyReferencesAsync(page, CancellationToken.None),
            ];
            return (all.Sum(one => one.New), all.Sum(one => one.Changed), all.Sum(one => one.Unchanged), all.Sum(one => one.Refused));
        }
    }

    [Fact]
    public async Task A_dry_run_continues_after_a_restart_where_it_stopped()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var data = TheApp.NewFolder();
        string path;
        await using (var app = await TheApp.StartAsync(issuer, data))
        {
            await app.As("adam").PostAsync(DirectoryFiles.Path, DirectoryFiles.Administrator, HttpStatusCode.Accepted);
            await app.RestAsync();
            using var answer = await app.SendFilesAsync(LargeOrganization.Files, "key", DryRun.Path);
            path = answer.Headers.Location.Found().ToString();
        }

        await using (var app = await TheApp.StartAsync(issuer, data))
        {
            await app.RestAsync();
            await app.AdvanceAsync(TimeSpan.FromMinutes(1));
            var check = await app.As("adam").GetAsync(path);

            Assert.Equal("completed", check.GetProperty("state").GetString());
            Assert.All(check.GetProperty("files").EnumerateArray(), file => Assert.Equal(file.GetProperty("lines").GetInt32(), file.GetProperty("new").GetInt32()));
            Assert.Empty(await app.Get<DirectoryStore>().EntitlementsAsync(null, null, default).ToListAsync());
            Assert.DoesNotContain(await app.RowsOfAsync(path.Split('/')[^1]), row => row.StartsWith("after|", StringComparison.Ordinal));
        }

        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_dry_run_says_that_the_import_would_leave_no_administrator_in_the_directory()
    {
        await using var app = await TheApp.StartAsync(settings: ["Directory:Admins=adam"]);
        await app.ImportAsync("users", "id,email,displayName,roles\nadam,adam@example.test,Adam,\nada,ada@example.test,Ada,admin\n");

        var check = await app.CheckAsync(new Dictionary<string, string> { ["users"] = "id,email,displayName,active,roles\nadam,adam@example.test,Adam,false,\nada,ada@example.test,Ada,,reviewer\n" });

        Assert.Equal((0, 0, 0, 2), CountsOf(Assert.Single(check.GetProperty("files").EnumerateArray())));
        Assert.All(await app.ReasonsAsync(check), reason => Assert.Contains("No active person would be an administrator", reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_can_be_cancelled_and_waits_for_no_import()
    {
        var app = shared.App;
        var id = await ImportAtRest.AcceptAsync(app, "adam", "id,email,displayName\nyara,yara@example.test,Yara\n", isDryRun: true);

        await app.As("adam").PostAsync($"/api/v1/operation/runs/ImportCheck.{id}/cancellation", new { }, HttpStatusCode.OK);

        Assert.Equal("failed", (await app.As("adam").GetAsync($"{DirectoryFiles.Path}/{id}")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    public async Task A_dry_run_is_neither_guessed_nor_ignored(string value)
    {
        using var answer = await shared.App.SendFilesAsync(Files, "key", $"{DirectoryFiles.Path}?dryRun={value}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("dryRun must be true or false.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static (int New, int Changed, int Unchanged, int Refused) CountsOf(JsonElement file) =>
        (file.GetProperty("new").GetInt32(), file.GetProperty("changed").GetInt32(), file.GetProperty("unchanged").GetInt32(), file.GetProperty("refused").GetInt32());
}
