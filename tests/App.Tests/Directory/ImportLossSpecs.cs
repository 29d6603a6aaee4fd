using System.Net;
using AccessReview.App.Imports;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>An import never reports success when it did not import all data.</summary>
public sealed class ImportLossSpecs(OneAdministrator shared) : IClassFixture<OneAdministrator>
{
    private const string Columns = "id,email,displayName";

    [Theory]
    [InlineData("s1", "id;email;displayName\ns1;s1@field.example;K\n")]
    [InlineData("s2", "id\temail\tdisplayName\ns2\ts2@field.example\tK\n")]
    [InlineData("s3", "sep=;\nid;email;displayName\ns3;s3@field.example;K\n")]
    [InlineData("s4", "\uFEFFid;email;displayName\r\ns4;s4@field.example;K\r\n")]
    public async Task Files_with_semicolons_or_tabs_as_separators_are_imported(string person, string csv)
    {
        var app = shared.App;

        var import = await app.ImportAsync("users", csv);

        Assert.Equal((1, 0, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal("good", import.GetProperty("result").GetString());
        Assert.Equal("K", (await app.As("adam").GetAsync($"/api/v1/users/{person}")).GetProperty("displayName").GetString());
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("\n\n", 0, "empty")]
    [InlineData("id,email,displayName\n", 0, "no lines")]
    [InlineData("id,email,displayName,email\nk1,k1@field.example,K,k1@field.example\n", 1, "twice")]
    [InlineData("userId,entitlementId,until\nadam,solo/use,\nadam,solo/lead,\n", 2, "grants.csv")]
    [InlineData("id,appId,name,risk\ntool/lead,tool,Lead,critical\n", 1, "entitlements.csv")]
    [InlineData("id,email\nk1,k1@field.example\n", 1, "displayName")]
    public async Task An_import_with_an_unusable_file_counts_its_lines_and_is_not_successful(string csv, int lines, string reason)
    {
        var app = shared.App;

        var import = await app.ImportAsync("users", csv);

        Assert.Equal((0, 0, 0, 1, lines), DirectoryFiles.CountsOf(import));
        Assert.Equal(lines + 1, import.GetProperty("bad").GetInt32());
        Assert.Equal("refused", import.GetProperty("result").GetString());
        Assert.Contains(reason, Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unclosed_quote_costs_one_line_of_thousands()
    {
        await using var app = await DirectoryFiles.StartAsync();
        var after = string.Concat(Enumerable.Range(40, 3000).Select(number => $"k{number},k{number}@field.example,K{number}\n"));

        var import = await app.ImportAsync("users", $"{Columns}\nk3,k3@field.example,K3\nk4,k4@field.example,\"K4\n{after}");

        Assert.Equal((3001, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        var problem = Assert.Single(await app.ProblemsAsync(import));
        Assert.Equal(3, problem.GetProperty("line").GetInt32());
        Assert.Contains("A quote that opens on this line", problem.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("K3039", (await app.As("adam").GetAsync("/api/v1/users/k3039")).GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task An_import_with_one_refused_file_among_good_files_is_incomplete()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync(new Dictionary<string, string> { ["users"] = $"{Columns}\nk1,k1@field.example,K\n", ["apps"] = "" });

        Assert.Equal("incomplete", import.GetProperty("result").GetString());
        Assert.True(import.GetProperty("files")[1].GetProperty("isRefused").GetBoolean());
    }

    [Fact]
    public async Task An_import_with_an_unknown_column_names_the_column_and_is_not_successful()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"{Columns},shoeSize\nk1,k1@field.example,K,38\n");

        Assert.Equal((1, 0, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal("incomplete", import.GetProperty("result").GetString());
        Assert.Contains("shoeSize", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_counts_new_changed_unchanged_and_refused_lines_separately()
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync("users", $"{Columns}\nk1,k1@field.example,K1\nk2,k2@field.example,K2\n");

        var import = await app.ImportAsync("users", $"{Columns}\nk1,k1@field.example,K1\nk2,k2@field.example,K Two\nk3,k3@field.example,K3\n,,\nk4,nothing,K4\n");

        Assert.Equal((1, 1, 1, 1, 0), DirectoryFiles.CountsOf(import));
    }

    [Theory]
    [InlineData("{\"users\":[]}")]
    [InlineData("{\"users\":[],\"apps\":[]}")]
    [InlineData("{}")]
    public async Task An_import_of_JSON_without_items_is_refused(string json)
    {
        var app = shared.App;
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        using var answer = await app.As("adam").Http.PostAsync(DirectoryFiles.Path, content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("nothing_to_import", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_counts_JSON_items_like_lines()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = app.As("adam");

        var sent = await adam.PostAsync(DirectoryFiles.Path, new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Reader, until = "31.12.2026" }, 7, new { userId = "ada" }, new { userId = "ada", entitlementId = SmallOrganization.Root, until = (string?)null } } }, HttpStatusCode.Accepted);
        await app.RestAsync();
        var import = await adam.GetAsync($"{DirectoryFiles.Path}/{sent.GetProperty("id").GetString()}");

        Assert.Equal((1, 0, 0, 3, 0), DirectoryFiles.CountsOf(import));
    }

    [Fact]
    public async Task Lines_applied_again_after_a_restart_are_still_counted_as_new()
    {
        await using var app = await DirectoryFiles.StartAsync();
        const string Csv = $"{Columns},managerId\nk1,k1@field.example,K1,k2\nk2,k2@field.example,K2,\nk3,adam@example.test,K3,\n";
        var id = await ImportAtRest.AcceptAsync(app, "adam", Csv);
        var store = app.Get<ImportStore>();
        var atFirst = (await store.LoadAsync(id, CancellationToken.None))!.Value;
        var lines = new ImportTarget(app.Get<App.Directory.DirectoryStore>());

        var outcome = await ApplyAllAsync();
        var again = await ApplyAllAsync();

        Assert.Equal((2, 0, 0, 1), outcome);
        Assert.Equal(outcome, again);

        async Task<(int, int, int, int)> ApplyAllAsync()
        {
            var run = new ImportRun(id, atFirst.StartedAt, new App.Directory.DirectoryForms());
            var page = await store.ReadPageAsync(atFirst, ImportedFile.Users, 0, CancellationToken.None);
            var users = new UserLines(lines, store, run);
            PageOutcome[] all =
            [
                await users.ApplyAsync(page, CancellationToken.None),
                await new WaitingUsers(lines, store, run).ApplyAsync(CancellationToken.None),
                await users.ApplyReferencesAsync(page, CancellationToken.None),
            ];
            return (all.Sum(one => one.New), all.Sum(one => one.Changed), all.Sum(one => one.Unchanged), all.Sum(one => one.Refused));
        }
    }

    [Fact]
    public async Task The_import_report_is_downloaded_with_the_separator_of_the_readers_locale_or_a_chosen_one()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var import = await app.ImportAsync("users", $"{Columns},locale\nadam,adam@example.test,Adam Admin,de-DE\nk1,nothing,K,\n");
        var path = import.GetProperty("problems").GetString() + ".csv";
        var http = app.As("adam").Http;

        Assert.StartsWith("file;line;reason", await http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("das ist keine E-Mail-Adresse", await http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.StartsWith("file,line,reason", await http.GetStringAsync($"{path}?separator=comma"), StringComparison.Ordinal);
    }
}
