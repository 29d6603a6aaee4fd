using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The catalogue of entitlements: search, filters, and the reader's own status.</summary>
public sealed class CataloguePageSpecs(CataloguePageSpecs.WithAnotherApp shared) : IClassFixture<CataloguePageSpecs.WithAnotherApp>
{
    private const string Catalogue = "/requests/new";

    [Fact]
    public async Task The_catalogue_shows_all_entitlements_and_which_of_them_the_reader_has()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        var ada = await Visitor.SignInAsync(app, "ada");
        var bob = await Visitor.SignInAsync(app, "bob");

        var hers = await ada.GetAsync(Catalogue);
        Assert.Equal(["Vault"], hers.Document.QuerySelectorAll("tr.group th").Select(heading => heading.TextContent));
        Assert.Contains("One person", Line(hers, "Reader").TextContent, StringComparison.Ordinal);
        Assert.Contains("High", Line(hers, "Root").TextContent, StringComparison.Ordinal);
        Assert.Equal("/requests/new/form?access=vault%2Freader", Line(hers, "Reader").QuerySelector("a.button")!.GetAttribute("href"));
        var request = Line(hers, "Root").QuerySelectorAll("a").Single(link => link.TextContent.StartsWith("Your request", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync(request.GetAttribute("href")!)).Status);

        var his = await bob.GetAsync(Catalogue);
        Assert.Contains("You have it", Line(his, "Reader").TextContent, StringComparison.Ordinal);
        Assert.Equal("page", his.Document.QuerySelectorAll("nav a").Single(link => link.TextContent == "Requests").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task The_catalogue_is_filtered_by_words_app_and_risk()
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");

        Assert.Equal(["Keeper of keys"], Names(await ada.GetAsync($"{Catalogue}?q=keys")));
        Assert.Equal(["Keeper of keys"], Names(await ada.GetAsync($"{Catalogue}?q=keep&risk=low")));
        Assert.Equal(["Clerk", "Keeper of keys"], Names(await ada.GetAsync($"{Catalogue}?app=archive")));
        Assert.Equal(["Root"], Names(await ada.GetAsync($"{Catalogue}?risk=high")));
        var narrowed = await ada.GetAsync($"{Catalogue}?app=archive&risk=low&q=cler");
        Assert.Equal(["Clerk"], Names(narrowed));
        Assert.Equal("archive", narrowed.Document.QuerySelector<IHtmlSelectElement>("#app")!.Value);
        Assert.Equal("low", narrowed.Document.QuerySelector<IHtmlSelectElement>("#risk")!.Value);
        Assert.Contains("No access matches your search", (await ada.GetAsync($"{Catalogue}?q=zebra")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&app=archive")]
    [InlineData("&risk=low")]
    [InlineData("&q=e")]
    public async Task The_pages_of_the_catalogue_contain_each_entitlement_once(string narrowed)
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");
        var whole = Names(await ada.GetAsync($"{Catalogue}?limit=100{narrowed}"));

        List<string> turned = [];
        var next = $"{Catalogue}?limit=1{narrowed}";
        for (var pages = 0; next is not null && pages < 10; pages++)
        {
            var page = await ada.GetAsync(next);
            turned.AddRange(Names(page));
            next = page.Document.QuerySelector(".pages a")?.GetAttribute("href") is { } link ? $"{link}&limit=1" : null;
        }

        Assert.Equal(whole, turned);
    }

    [Fact]
    public async Task A_catalogue_of_a_thousand_entitlements_is_browsed_by_app_and_filtered()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            apps = Enumerable.Range(0, 20).Select(number => new { id = $"app-{number:D2}", name = $"Great app {number:D2}", ownerIds = "olga" }),
            entitlements = Enumerable.Range(0, 1000).Select(number => new
            {
                id = $"app-{number % 20:D2}/role-{number:D4}",
                appId = $"app-{number % 20:D2}",
                name = $"Role {number:D4}",
                type = "role",
                risk = number % 500 == 499 ? "critical" : "low",
                ownerIds = "olga",
            }),
        });
        var ada = await Visitor.SignInAsync(app, "ada");

        List<string> names = [];
        for (var next = $"{Catalogue}?limit=100"; next is not null;)
        {
            var page = await ada.GetAsync(next);
            names.AddRange(Names(page));
            next = page.Document.QuerySelector(".pages a")?.GetAttribute("href") is { } link ? $"{link}&limit=100" : null;
        }

        Assert.Equal(1002, names.Count);
        Assert.Equal(1002, names.Distinct().Count());
        Assert.Equal(["Role 0000", "Role 0020"], names.Take(2));
        Assert.Equal(["Role 0499", "Role 0999"], Names(await ada.GetAsync($"{Catalogue}?risk=critical")).Order());
        Assert.Equal(["Role 0345"], Names(await ada.GetAsync($"{Catalogue}?q=role+0345")));
    }

    [Fact]
    public async Task The_catalogue_reports_bad_parameters_and_an_empty_directory_links_to_the_import()
    {
        var ada = await Visitor.SignInAsync(shared.App, "ada");

        foreach (var bad in new[] { "?risk=enormous", "?cursor=nonsense", "?limit=0", "?q=a&q=b" })
            Assert.Equal(HttpStatusCode.BadRequest, (await ada.GetAsync($"{Catalogue}{bad}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"{Catalogue}?app=%22%27%2F..&q=%27%20or%201")).Status);
    }

    /// <summary>Another app with two entitlements.</summary>
    public sealed class WithAnotherApp : SharedApp
    {
        protected override Task PrepareAsync(TheApp app) => app.ImportAsync(new
        {
            apps = new object[] { new { id = "archive", name = "Archive", ownerIds = "olga" } },
            entitlements = new object[]
            {
                new { id = "archive/clerk", appId = "archive", name = "Clerk", type = "role", risk = "low", ownerIds = "olga" },
                new { id = "archive/keeper", appId = "archive", name = "Keeper of keys", type = "role", risk = "low", ownerIds = "olga" },
            },
        });
    }

    private static IElement Line(Shown page, string name) => page.Document.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("td b")?.TextContent == name);

    private static IReadOnlyList<string> Names(Shown page) => [.. page.Document.QuerySelectorAll("tbody td b").Select(name => name.TextContent)];
}
