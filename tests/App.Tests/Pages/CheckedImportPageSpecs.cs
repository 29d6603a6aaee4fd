using System.Net;
using System.Text;
using AccessReview.App.Directory;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Files are checked in a browser first, and then exactly the checked lines are imported.</summary>
public sealed class CheckedImportPageSpecs
{
    private const string Path = "/directory/import";
    private const string Users = "id,email,displayName,managerId\nzoe,zoe@example.test,Zoe Quist,mia\nyan,no address,Yan,\nzoe,zoe@example.test,Zoe again,\nada,ada@example.test,Ada Lovelace,mia\n";

    [Fact]
    public async Task A_check_shows_the_counts_and_the_invalid_lines_and_imports_nothing_until_its_lines_are_imported()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        // The list begins with the newest import.
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        var adam = await Visitor.SignInAsync(app, "adam");

        var check = await CheckAsync(app, adam, Users);

        Assert.Equal("1 new, 0 changed, 1 unchanged, 2 not valid. Nothing is imported yet.", check.Document.QuerySelector("[role=status]").Found().TextContent);
        Assert.StartsWith("Check of ", check.Document.QuerySelector("h1").Found().TextContent, StringComparison.Ordinal);
        Assert.Equal(["3", "4"], check.Document.QuerySelectorAll("table.work tbody td[data-label=Line]").Select(cell => cell.TextContent));
        Assert.Null(await FindAsync(app, "zoe"));
        Assert.Equal("Check Problems found", Squeezed((await adam.GetAsync(Path)).Document.QuerySelector("table.work tbody td[data-label=State]").Found().TextContent));

        var import = await adam.SendAsync(check.Form(check.Address.AbsolutePath), fields: []);
        await app.RestAsync();
        var done = await adam.GetAsync(import.Address.AbsolutePath);

        Assert.NotEqual(check.Address, import.Address);
        Assert.Equal("The import is complete. 2 lines were not valid; all others were imported.", done.Document.QuerySelector("[role=status]").Found().TextContent);
        Assert.Equal(["3", "4"], done.Document.QuerySelectorAll("table.work tbody td[data-label=Line]").Select(cell => cell.TextContent));
        Assert.Equal("Zoe Quist", (await FindAsync(app, "zoe"))?.DisplayName);
    }

    [Fact]
    public async Task Checked_lines_are_imported_once_whoever_presses_the_button()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync("users", "id,email,displayName,roles\nmax,max@example.test,Max Major,admin\n");
        var (adam, max) = (await Visitor.SignInAsync(app, "adam"), await Visitor.SignInAsync(app, "max"));
        var check = await CheckAsync(app, adam, Users);
        var seenByMax = await max.GetAsync(check.Address.AbsolutePath);

        var first = await adam.SendAsync(check.Form(check.Address.AbsolutePath), fields: []);
        await app.RestAsync();
        var second = await max.SendAsync(seenByMax.Form(check.Address.AbsolutePath), fields: []);
        var after = await adam.GetAsync(check.Address.AbsolutePath);

        Assert.Equal(first.Address, second.Address);
        Assert.NotNull(after.Document.QuerySelector($"a[href='{first.Address.AbsolutePath}']"));
        Assert.DoesNotContain(after.Forms, form => form.GetAttribute("action") == check.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_corrected_file_in_the_same_form_is_another_check_and_can_then_be_imported_with_it()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");
        var form = (await adam.GetAsync(Path)).Form(Path);

        var wrong = await adam.UploadAsync(form, "check", ("users", Encoding.UTF8.GetBytes(Users)));
        var right = await adam.UploadAsync(form, "check", ("users", Encoding.UTF8.GetBytes(Users.Replace("no address", "yan@example.test", StringComparison.Ordinal))));
        var import = await adam.UploadAsync(form, ("users", Encoding.UTF8.GetBytes(Users.Replace("no address", "yan@example.test", StringComparison.Ordinal))));
        await app.RestAsync();

        Assert.Equal(3, new[] { wrong.Address, right.Address, import.Address }.Distinct().Count());
        Assert.NotNull(await FindAsync(app, "yan"));
    }

    [Fact]
    public async Task After_a_day_the_checked_lines_are_deleted_and_the_page_says_to_upload_them_again()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");
        var check = await CheckAsync(app, adam, Users);
        var id = check.Address.Segments[^1];
        Assert.Contains(await app.RowsOfAsync(id), row => row.StartsWith("page|", StringComparison.Ordinal));

        await app.AdvanceAsync(TimeSpan.FromHours(48));
        adam = await Visitor.SignInAsync(app, "adam");
        var later = await adam.GetAsync(check.Address.AbsolutePath);
        var form = (await adam.GetAsync(Path)).Form(Path);
        form.SetAttribute("action", check.Address.AbsolutePath);
        using var refused = await adam.PostAsync(form, null, []);

        Assert.DoesNotContain(await app.RowsOfAsync(id), row => row.StartsWith("page|", StringComparison.Ordinal));
        Assert.Contains("The checked lines are no longer kept. To import them, upload the files again.", later.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(later.Forms, known => known.GetAttribute("action") == check.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task A_check_of_lines_that_are_in_the_directory_offers_no_import()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");

        var check = await CheckAsync(app, adam, "id,email,displayName\nada,ada@example.test,Ada Lovelace\n");

        Assert.Contains("There is nothing to import: the directory already has all valid lines.", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(check.Forms, form => form.GetAttribute("action") == check.Address.AbsolutePath);
    }

    [Fact]
    public async Task The_lines_of_an_import_or_of_a_running_check_cannot_be_imported_as_checked_lines()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");
        var import = await ImportAtRest.AcceptAsync(app, "adam", Users);
        var running = await ImportAtRest.AcceptAsync(app, "adam", Users + "more,more@example.test,More,\n", isDryRun: true);

        Assert.Equal(HttpStatusCode.NotFound, await PressAsync(import));
        Assert.Equal(HttpStatusCode.NotFound, await PressAsync("nothing"));
        Assert.Equal(HttpStatusCode.Conflict, await PressAsync(running));

        async Task<HttpStatusCode> PressAsync(string id)
        {
            var form = (await adam.GetAsync(Path)).Form(Path);
            form.SetAttribute("action", $"{Path}/{id}");
            using var answer = await adam.PostAsync(form, null, []);
            return answer.StatusCode;
        }
    }

    private static async Task<Shown> CheckAsync(TheApp app, Visitor visitor, string users)
    {
        var sent = await visitor.UploadAsync((await visitor.GetAsync(Path)).Form(Path), "check", ("users", Encoding.UTF8.GetBytes(users)));
        await app.RestAsync();
        return await visitor.GetAsync(sent.Address.AbsolutePath);
    }

    private static Task<User?> FindAsync(TheApp app, string user) => app.Get<DirectoryStore>().FindUserAsync(UserId.From(user), CancellationToken.None);

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
