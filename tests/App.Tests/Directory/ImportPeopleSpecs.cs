using System.Net;
using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>
/// Identity in imports: an address belongs to one active person, an identifier has one spelling, and one administrator
/// always remains.
/// </summary>
public sealed class ImportPeopleSpecs(ImportPeopleSpecs.WithVault vault, OnlyAdministrator only)
    : IClassFixture<ImportPeopleSpecs.WithVault>, IClassFixture<OnlyAdministrator>
{
    private const string Columns = "id,email,displayName,active";

    [Theory]
    [InlineData("r1,rehire@field.example,Re Hire,false\nr2,rehire@field.example,Re Hire,true\n")]
    [InlineData("r2,rehire@field.example,Re Hire,true\nr1,rehire@field.example,Re Hire,false\n")]
    public async Task A_person_rehired_under_a_new_id_gets_their_former_address(string lines)
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync("users", "id,email,displayName\nr1,rehire@field.example,Re Hire\n");

        var import = await app.ImportAsync("users", $"{Columns}\n{lines}");

        Assert.Equal((1, 1, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal("r2", await HolderAsync(app, "rehire@field.example"));
        Assert.Equal((0, 0, 2, 0, 0), DirectoryFiles.CountsOf(await app.ImportAsync("users", $"{Columns}\n{lines}")));
    }

    [Fact]
    public async Task A_rehired_person_and_their_inactive_former_record_can_be_new_in_one_file()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"{Columns}\nr1,rehire@field.example,Re Hire,false\nr2,rehire@field.example,Re Hire,true\n");

        Assert.Equal((2, 0, 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal("r2", await HolderAsync(app, "rehire@field.example"));
    }

    [Fact]
    public async Task An_inactive_person_cannot_be_reactivated_while_another_person_has_their_address()
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync("users", $"{Columns}\nr1,rehire@field.example,Re Hire,false\nr2,rehire@field.example,Re Hire,true\n");

        var import = await app.ImportAsync("users", $"{Columns}\nr1,rehire@field.example,Re Hire,true\n");

        Assert.Equal((0, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        Assert.Contains("address of r2", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,new@field.example,A,true\nb,a@field.example,B,true\n", "b")]
    [InlineData("b,a@field.example,B,true\na,new@field.example,A,true\n", "b")]
    [InlineData("a,b@field.example,A,true\nb,a@field.example,B,true\n", "b")]
    [InlineData("b,A@Field.example,B,true\nc,b@field.example,C,true\na,c@field.example,A,true\n", "b")]
    public async Task An_address_can_pass_from_one_person_to_another_within_one_file(string lines, string holder)
    {
        await using var app = await DirectoryFiles.StartAsync();
        await app.ImportAsync("users", $"{Columns}\na,a@field.example,A,true\nb,b@field.example,B,true\nc,c@field.example,C,true\n");

        var import = await app.ImportAsync("users", $"{Columns}\n{lines}");

        Assert.Equal((0, lines.Count(character => character == '\n'), 0, 0, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal(holder, await HolderAsync(app, "a@field.example"));
    }

    [Fact]
    public async Task Two_active_people_cannot_have_the_same_address_and_the_report_names_the_holder()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"{Columns}\na,same@field.example,A,true\nb,SAME@field.example,B,true\n");

        Assert.Equal((1, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        Assert.Contains("address of a", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_in_two_simultaneous_imports_goes_to_one_person()
    {
        await using var app = await DirectoryFiles.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => app.SendFilesAsync(
            new Dictionary<string, string> { ["users"] = $"{Columns}\np{number},same@field.example,P{number},true\n" }, $"key {number}")));
        await app.RestAsync();

        var people = await app.Get<DirectoryStore>().FindUsersAsync(Enumerable.Range(0, 4).Select(number => new UserId($"p{number}")), CancellationToken.None);
        Assert.Single(people);
        Assert.Equal(people[0].Id.Value, await HolderAsync(app, "same@field.example"));
    }

    [Fact]
    public async Task Two_writers_that_read_the_same_free_address_do_not_both_get_it()
    {
        await using var app = await DirectoryFiles.StartAsync();
        var directory = app.Get<DirectoryStore>();
        static User Wants(string id) => new() { Id = new(id), Email = "same@field.example", DisplayName = id };

        await directory.WriteUsersAsync([new(null, Wants("a"))], CancellationToken.None);

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => directory.WriteUsersAsync([new(null, Wants("b"))], CancellationToken.None));
        Assert.Null(await directory.FindUserAsync(new("b"), CancellationToken.None));
    }

    [Theory]
    [InlineData("users", "id,email,displayName\nADAM,other@field.example,Other\n", "adam")]
    [InlineData("users", "id,email,displayName\nBob,b1@field.example,B\nbob,b2@field.example,B\n", "Bob")]
    [InlineData("apps", "id,name\nVault,Another\n", "vault")]
    [InlineData("entitlements", "id,appId,name\nvault/READER,vault,Another\n", "vault/reader")]
    public async Task An_identifier_that_differs_from_another_only_in_case_is_refused_and_the_other_is_named(string file, string csv, string other)
    {
        var app = vault.App;

        var import = await app.ImportAsync(file, csv);

        Assert.Equal(1, DirectoryFiles.CountsOf(import).Refused);
        Assert.Contains($"differs from \"{other}\" only in upper and lower case", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identifiers_written_by_an_earlier_build_are_found_in_any_case()
    {
        await using var app = await DirectoryFiles.StartAsync();
        await ForgetSpellingsAsync(app);

        var import = await app.ImportAsync("users", "id,email,displayName\nAdam,other@field.example,Other\n");

        Assert.Contains("\"adam\"", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s7,s7@field.example\u200B,Zwsp Seven", "email contains U+200B")]
    [InlineData("q\u200Bq,q1@field.example,Q1", "id contains U+200B")]
    [InlineData("q\u00ADq,q1@field.example,Q1", "id contains U+00AD")]
    public async Task An_invisible_character_in_a_cell_is_named_in_the_report(string line, string reason)
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"id,email,displayName\n{line}\nqq,q2@field.example,Q2\n");

        Assert.Equal((1, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        Assert.Contains(reason, Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adam,adam@example.test,Adam Admin,false,admin\nk1,k1@field.example,K1,true,\n")]
    [InlineData("adam,adam@example.test,Adam Admin,true,reviewer\nk2,k2@field.example,K2,true,\n")]
    [InlineData("adam,adam@example.test,Adam Admin,true,(none)\nk3,k3@field.example,K3,true,\n")]
    [InlineData("adam,adam@example.test,Adam Admin,true,admin;auditor\nk4,k4@field.example,K4,true,\n")]
    public async Task An_import_cannot_remove_the_last_administrator(string lines)
    {
        var app = only.App;

        var import = await app.ImportAsync("users", $"{Columns},roles\n{lines}");

        Assert.Equal((1, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        Assert.Contains("give another person the role admin", Assert.Single(await app.ReasonsAsync(import)), StringComparison.Ordinal);
        Assert.Contains("admin", (await app.As("adam").GetAsync("/api/v1/users/adam")).GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
    }

    [Fact]
    public async Task An_empty_roles_cell_does_not_remove_an_administrator()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"{Columns},roles\nadam,adam@example.test,Adam Admin,,\n");

        Assert.Equal((0, 0, 1, 0, 0), DirectoryFiles.CountsOf(import));
    }

    [Theory]
    [InlineData("adam,adam@example.test,Adam Admin,false,\nada,ada@field.example,Ada,true,admin\n")]
    [InlineData("ada,ada@field.example,Ada,true,admin\nadam,adam@example.test,Adam Admin,true,reviewer\n")]
    [InlineData("adam,adam@example.test,Adam Admin,false,\nadam2,adam@example.test,Adam Admin,true,admin\n")]
    public async Task An_administrator_can_be_removed_when_the_same_file_adds_another(string lines)
    {
        await using var own = new OnlyAdministrator();
        await own.InitializeAsync();

        using var sent = await own.App.SendFilesAsync(new Dictionary<string, string> { ["users"] = $"{Columns},roles\n{lines}" }, "key");
        await own.App.RestAsync();

        var admin = Assert.Single(await own.App.Get<DirectoryStore>().ActiveAdminsAsync(CancellationToken.None));
        Assert.NotEqual("adam", admin.Value);
    }

    [Fact]
    public async Task An_import_cannot_make_an_administrator_named_only_in_settings_a_read_only_auditor()
    {
        await using var app = await DirectoryFiles.StartAsync();

        var import = await app.ImportAsync("users", $"{Columns},roles\nadam,adam@example.test,Adam Admin,true,auditor\n");

        Assert.Equal((0, 0, 0, 1, 0), DirectoryFiles.CountsOf(import));
        Assert.Equal("good", (await app.ImportAsync("users", $"{Columns}\nk1,k1@field.example,K1,true\n")).GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("k1,k1@field.example,K1,true,")]
    [InlineData("k1,k1@field.example,K1,true,admin;auditor")]
    [InlineData("k1,k1@field.example,K1,nein,admin")]
    public async Task A_first_import_without_an_administrator_is_refused_and_the_answer_says_how_to_name_one(string line)
    {
        await using var app = await TheApp.StartAsync();

        using var answer = await app.SendFilesAsync(new Dictionary<string, string> { ["users"] = $"{Columns},roles\n{line}\n" }, "key");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("no_admin", problem.GetProperty("code").GetString());
        Assert.Contains("role admin", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(await app.Get<DirectoryStore>().IsEmptyAsync(CancellationToken.None));
    }

    private static async Task<string?> HolderAsync(TheApp app, string email) =>
        (await app.Get<DirectoryStore>().FindUserByEmailAsync(email, CancellationToken.None))?.Id.Value;

    private static async Task ForgetSpellingsAsync(TheApp app)
    {
        var table = app.Tables.GetTableClient("Directory");
        await foreach (var row in table.QueryAsync<TableEntity>("PartitionKey ge 'spelling|' and PartitionKey lt 'spelling}'"))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        await table.DeleteEntityAsync("version", "spellings");
    }

    /// <summary>Identifiers that another identifier could equal except for case.</summary>
    public sealed class WithVault : SharedApp
    {
        protected override object Import => new
        {
            users = new[] { new { id = "adam", email = "adam@example.test", displayName = "Adam", roles = "admin" } },
            apps = new[] { new { id = "vault", name = "Vault" } },
            entitlements = new[] { new { id = "vault/reader", appId = "vault", name = "Reader" } },
        };
    }
}
