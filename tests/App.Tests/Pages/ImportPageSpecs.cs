using System.Net;
using System.Text;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Importing the directory from a browser.</summary>
public sealed class ImportPageSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Path = "/directory/import";

    [Fact]
    public async Task The_import_page_shows_the_result_of_every_file_and_names_the_bad_lines()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        var adam = await Visitor.SignInAsync(app, "adam");

        var sent = await UploadAsync(adam, ("users", "id,email,displayName,managerId\nzoe,zoe@example.test,Zoe Quist,mia\nyan,no address,Yan,\nada,ada@example.test,Ada Lovelace,mia\n"), ("grants", "userId,entitlementId,until\nzoe,vault/reader,\nghost,vault/reader,\nzoe,vault/root,someday\n"));
        await app.RestAsync();
        var page = await adam.GetAsync(sent.Address.PathAndQuery);

        Assert.StartsWith("/directory/import/", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("The import is complete. 3 lines were not valid; all others were imported.", page.Document.QuerySelector("[role=status]")!.TextContent);
        Assert.Contains("Sent by Adam Admin.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["People 3 3 1 0 1 1 0", "Grants 3 3 1 0 0 2 0"], page.Document.QuerySelectorAll<IHtmlTableRowElement>("table.numbers tbody tr").Select(Cells));
        Assert.Equal(
            ["users.csv 3 email is \"no address\", which is not an email address. The line was not imported.", "grants.csv 3 userId is not a person in the directory. The line was not imported.", "grants.csv 4 until is \"someday\". Write a day as 2026-11-23, or 2026-11-23T09:00, 2026-11-23T09:00:00Z. The line was not imported."],
            page.Document.QuerySelectorAll<IHtmlTableRowElement>("table.work tbody tr").Select(Cells));
        var csv = await adam.GetAsync(page.Document.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal("text/csv", csv.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Zoe Quist", (await adam.GetAsync("/directory/people/zoe")).Document.QuerySelector("h1")!.TextContent);

        var form = await adam.GetAsync(Path);
        Assert.Equal(["6", "6", "2", "0", "1", "3", "0"], form.Document.QuerySelector<IHtmlTableRowElement>("table.work tbody tr")!.Cells.Skip(3).Select(cell => cell.TextContent));
        Assert.Equal(page.Address.AbsolutePath, form.Document.QuerySelector("table.work tbody a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_page_of_a_running_import_refreshes_automatically_or_by_a_link()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");
        var id = await ImportAtRest.AcceptAsync(app, "adam", "id,email,displayName\nzoe,zoe@example.test,Zoe\nzoe,other@example.test,Again\n");

        var running = await adam.GetAsync($"{Path}/{id}");
        var stopped = await adam.GetAsync(running.Document.QuerySelector("a[href$='watch=no']")!.GetAttribute("href")!);

        Assert.Equal("50% imported · Access Review", running.Document.Title);
        Assert.Equal("50", running.Document.QuerySelector("progress")!.GetAttribute("value"));
        Assert.Equal("3", running.Document.QuerySelector("noscript meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Contains("Line 2 has the same id, and the first one counts.", running.Text, StringComparison.Ordinal);
        Assert.NotNull(running.Document.QuerySelector($"a[href='{Path}/{id}']"));
        Assert.Null(stopped.Document.QuerySelector("meta[http-equiv=refresh], script[src*=import]"));
        Assert.Contains((await adam.GetAsync(Path)).Document.QuerySelectorAll("table.work tbody tr"), line => line.TextContent.Contains("Running", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_import_form_sent_twice_starts_one_import()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");
        var form = (await adam.GetAsync(Path)).Form(Path);
        var file = ("users", Encoding.UTF8.GetBytes("id,email,displayName\nzoe,zoe@example.test,Zoe\n"));

        var first = await adam.UploadAsync(form, file);
        var second = await adam.UploadAsync(form, file);
        await app.RestAsync();

        Assert.Equal(first.Address, second.Address);
        Assert.Equal(2, (await adam.GetAsync(Path)).Document.QuerySelectorAll("table.work tbody tr").Length);
    }

    [Fact]
    public async Task An_import_form_without_a_file_says_what_to_do()
    {
        var app = shared.App;
        var adam = await Visitor.SignInAsync(app, "adam");

        var nothing = await UploadAsync(adam);
        var empty = await UploadAsync(adam, ("users", ""), ("other", "id\n"));

        foreach (var page in new[] { nothing, empty })
        {
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Equal("Choose at least one file that is not empty.", page.Document.QuerySelector("#fault[role=alert]")!.TextContent);
        }
    }

    [Fact]
    public async Task An_upload_that_is_too_large_is_refused_with_a_message()
    {
        var app = shared.App;
        var adam = await Visitor.SignInAsync(app, "adam");
        var form = (await adam.GetAsync(Path)).Form(Path);

        var refused = await adam.UploadAsync(form, ("users", new byte[64 * 1024 * 1024]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("The maximum is 64 MB.", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("olga")]
    [InlineData("aud")]
    public async Task Only_administrators_can_import_on_the_page(string reader)
    {
        var app = shared.App;
        var visitor = await Visitor.SignInAsync(app, reader);
        var adam = await Visitor.SignInAsync(app, "adam");
        var id = await ImportAtRest.AcceptAsync(app, "adam", $"id,email,displayName\nzoe,zoe@example.test,Zoe for {reader}\n");

        var form = (await adam.GetAsync(Path)).Form(Path);
        using var sent = await visitor.PostAsync(form, null, []);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(Path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync($"{Path}/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
    }

    [Fact]
    public async Task An_import_form_without_its_token_or_from_another_site_is_refused()
    {
        var app = shared.App;
        var adam = await Visitor.SignInAsync(app, "adam");
        var form = (await adam.GetAsync(Path)).Form(Path);

        using var bare = await adam.PostAsync(form, null, [], withToken: false);
        using var foreign = await adam.PostAsync(form, null, [], site: "cross-site");

        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Theory]
    [InlineData("id,email,displayName\n<script>alert(1)</script>,<b>,<img src=x onerror=alert(1)>\n")]
    [InlineData("id,email,displayName\n\"never closed,a@example.test,A\nb,b@example.test,B\n")]
    [InlineData("id,email,displayName\n=cmd|'/c calc'!A1,=1+1,+1\n")]
    [InlineData("id,email,displayName\nx\0y,x@example.test,X\0\n")]
    [InlineData("id,email,displayName\n\u202Eevil,x@example.test,\u202Etxt.exe\n")]
    [InlineData("id,email\na,a@example.test\n")]
    [InlineData("id,id,email,displayName\na,a,a@example.test,A\n")]
    [InlineData("\n\n\n")]
    [InlineData("\"")]
    [InlineData("PK\u0003\u0004\u0000\u0000[Content_Types].xml")]
    public async Task Reported_lines_are_escaped(string csv)
    {
        var app = shared.App;
        var adam = await Visitor.SignInAsync(app, "adam");

        var sent = await UploadAsync(adam, ("users", csv));
        await app.RestAsync();
        var page = await adam.GetAsync(sent.Address.PathAndQuery);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("All lines were valid", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll("table.work tbody tr"));
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src^='/assets/']), img, main b"));
        Assert.DoesNotContain('\u202E', page.Text);
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_reported_with_their_line()
    {
        var app = shared.App;
        var adam = await Visitor.SignInAsync(app, "adam");
        var form = (await adam.GetAsync(Path)).Form(Path);

        var sent = await adam.UploadAsync(form, ("users", [.. Encoding.UTF8.GetBytes("id,email,displayName\nzoe,zoe@example.test,Zo"), 0xFF, 0xFE, (byte)'\n']));
        await app.RestAsync();

        Assert.Contains("The line is not UTF-8.", (await adam.GetAsync(sent.Address.PathAndQuery)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_organization_is_imported_and_can_be_browsed()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");

        var sent = await UploadAsync(adam, [.. LargeOrganization.Files.Select(file => (file.Key, file.Value))]);
        await app.RestAsync();
        var page = await adam.GetAsync(sent.Address.PathAndQuery);

        Assert.Equal("The import is complete. All lines were valid.", page.Document.QuerySelector("[role=status]")!.TextContent);
        var grant = LargeOrganization.Files["grants"].Split('\n')[1].Split(',');
        var person = await adam.GetAsync($"/directory/people/{grant[0]}");
        var held = LargeOrganization.Files["grants"].Split('\n').Count(line => line.StartsWith($"{grant[0]},", StringComparison.Ordinal));
        Assert.Equal(Math.Min(held, 50), person.Document.QuerySelectorAll("table.work tbody tr").Length);
        var everybody = await adam.GetAsync("/directory");
        Assert.Contains("more than 100", everybody.Document.QuerySelector("h2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await adam.GetAsync($"/directory/entitlements/{Uri.EscapeDataString(grant[1])}")).Status);
    }

    private static async Task<Shown> UploadAsync(Visitor visitor, params (string Name, string Csv)[] files) =>
        await visitor.UploadAsync((await visitor.GetAsync(Path)).Form(Path), [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Csv)))]);

    private static string Cells(IHtmlTableRowElement row) => string.Join(' ', row.Cells.Select(cell => cell.TextContent.Trim()));
}
