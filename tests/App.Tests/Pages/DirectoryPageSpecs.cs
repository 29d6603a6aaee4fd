using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The directory: its search, people, entitlements, apps.</summary>
public sealed class DirectoryPageSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";

    [Fact]
    public async Task One_search_finds_people_apps_and_entitlements()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            apps = new object[] { new { id = "adria", name = "Adria", ownerIds = "olga" } },
            entitlements = new object[] { new { id = "adria/edit", appId = "adria", name = "Adjust prices", type = "role", risk = "critical" } },
        });
        var bob = await Visitor.SignInAsync(app, "bob");

        var found = await bob.GetAsync("/directory?q=ad");

        Assert.Equal(["People 2", "Apps 1", "Access 1"], found.Document.QuerySelectorAll("h2").Select(Tidy));
        Assert.Equal(["Ada Lovelace", "Adam Admin"], Names(found, "people").Order(StringComparer.Ordinal));
        Assert.Equal(["Adria"], Names(found, "apps"));
        Assert.Equal("Adjust prices Critical Adria", Tidy(found.Document.QuerySelector("section[aria-labelledby=entitlements] tbody tr")!));
        Assert.Contains("No results.", (await bob.GetAsync("/directory?q=zzz")).Text, StringComparison.Ordinal);
        Assert.Contains("No results.", (await bob.GetAsync("/directory?q=%27%20or%201%20eq%201")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_part_of_search_results_is_paged_and_its_cursor_works_only_for_the_caller()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { users = Enumerable.Range(10, 40).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}" }) });
        var bob = await Visitor.SignInAsync(app, "bob");
        var mia = await Visitor.SignInAsync(app, "mia");

        var overview = await bob.GetAsync("/directory?q=person");
        Assert.Equal("People 40", Tidy(overview.Document.QuerySelector("h2")!));
        var first = await bob.GetAsync(overview.Document.QuerySelector("section .pages a")!.GetAttribute("href")!);
        var next = first.Document.QuerySelector(".pages a")!.GetAttribute("href")!;
        var second = await bob.GetAsync(next);

        Assert.Equal(Enumerable.Range(10, 40).Select(number => $"Person {number}"), Names(first, "people").Concat(Names(second, "people")));
        Assert.Null(second.Document.QuerySelector(".pages a"));
        Assert.Equal(HttpStatusCode.BadRequest, (await mia.GetAsync(next)).Status);
    }

    [Fact]
    public async Task The_person_page_shows_all_access_of_the_person()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Root, accountId = "bob.b", since = "2026-03-04", until = "2027-01-01", lastUsedAt = "2026-10-30" } } });
        await app.As("olga").DecideAsync(await app.OpenAsync("bob", SmallOrganization.Root), "certify");
        await app.RestAsync();
        var adam = await Visitor.SignInAsync(app, "adam");

        var page = await adam.GetAsync("/directory/people/bob");

        Assert.Equal("Bob Builder", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("/directory/people/mia", page.Document.QuerySelector("dl a")!.GetAttribute("href"));
        Assert.Equal("Access 2", Tidy(page.Document.GetElementById("access")!));
        Assert.Equal(
            ["Root Vault", "bob.b", "High", "4 Mar 2026 until 1 Jan 2027", "30 Oct 2026", "Imported", "2 Nov 2026 by Olga Owner", "Active", "Request removal : Root, Vault"],
            Line(page, "Root"));
        Assert.Equal("Never", Line(page, "Reader")[6]);
    }

    [Fact]
    public async Task The_person_page_shows_the_readers_open_tasks_about_that_person()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Root);
        var olga = await Visitor.SignInAsync(app, "olga");
        var aud = await Visitor.SignInAsync(app, "aud");

        Assert.Equal(
            $"Your open tasks about Bob Builder #{number} Certification: Root (Vault) Due 16 November 2026",
            Tidy((await olga.GetAsync("/directory/people/bob")).Document.QuerySelector("section[aria-labelledby=waiting]")!));
        Assert.Null((await olga.GetAsync("/directory/people/ada")).Document.GetElementById("waiting"));
        Assert.Null((await aud.GetAsync("/directory/people/bob")).Document.GetElementById("waiting"));
    }

    [Theory]
    [InlineData("bob", true)]
    [InlineData("mia", true)]
    [InlineData("olga", true)]
    [InlineData("aud", true)]
    [InlineData("adam", true)]
    [InlineData("ada", false)]
    [InlineData("max", false)]
    public async Task A_persons_access_is_shown_only_to_readers_allowed_by_the_domain_table(string reader, bool sees)
    {
        var app = shared.App;
        var visitor = await Visitor.SignInAsync(app, reader);

        var page = await visitor.GetAsync("/directory/people/bob");
        var csv = await visitor.GetAsync("/api/v1/users/bob/grants.csv");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("bob@example.test", page.Text, StringComparison.Ordinal);
        Assert.Equal(sees, page.Document.GetElementById("access") is not null);
        Assert.Equal(sees, page.Text.Contains("Reader", StringComparison.Ordinal));
        Assert.Equal(sees, !page.Text.Contains("owners, auditors and administrators can see this access", StringComparison.Ordinal));
        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.Forbidden, csv.Status);
    }

    [Fact]
    public async Task The_access_list_is_filtered_sorted_and_downloaded()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Reader, since = "2026-01-01", lastUsedAt = "2026-02-01" }, new { userId = "bob", entitlementId = SmallOrganization.Root, since = "2025-01-01", lastUsedAt = "2026-10-01" } },
        });
        await EndAsync(app, "complete");
        var bob = await Visitor.SignInAsync(app, "bob");

        Assert.Equal(["Reader"], Accesses(await bob.GetAsync("/directory/people/me")));
        Assert.Equal(["Root"], Accesses(await bob.GetAsync("/directory/people/me?show=ended")));
        Assert.Equal(["Root", "Reader"], Accesses(await bob.GetAsync("/directory/people/me?show=all&order=risk")));
        Assert.Equal(["Reader", "Root"], Accesses(await bob.GetAsync("/directory/people/me?show=all&order=since")));
        Assert.Equal(["Reader", "Root"], Accesses(await bob.GetAsync("/directory/people/me?show=all&order=lastUsed")));
        Assert.Equal(["Root"], Accesses(await bob.GetAsync("/directory/people/me?show=all&q=ro")));
        Assert.Contains("No access matches your filters.", (await bob.GetAsync("/directory/people/me?q=nothing")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await bob.GetAsync("/directory/people/me?order=telepathy")).Status);
        Assert.Equal(["Reader"], Accesses(await bob.GetAsync("/directory/people/me?page=99999999999")));

        var csv = await app.As("bob").Http.GetStringAsync("/api/v1/users/me/grants.csv");
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Vault,vault/root,Root,,high,2025-01-01,,2026-10-01,import,,ended,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_that_could_not_be_removed_is_shown_as_still_there()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await EndAsync(app, "error");
        var olga = await Visitor.SignInAsync(app, "olga");

        Assert.Equal("Still there", Line(await olga.GetAsync("/directory/people/bob"), "Root")[7]);
        Assert.Contains("1 person still has this access, although removal was confirmed.", (await olga.GetAsync("/directory/entitlements/vault%2Froot")).Text, StringComparison.Ordinal);
        Assert.Contains("1 still there", (await olga.GetAsync("/directory/apps/vault")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_entitlement_page_names_owners_approvers_and_holders()
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");

        var page = await olga.GetAsync("/directory/entitlements/vault%2Froot");

        Assert.Equal("Root", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("/requests/new/form?access=vault%2Froot", page.Document.QuerySelector("a.button")!.GetAttribute("href"));
        Assert.Contains("/directory/people/otto", page.Document.QuerySelectorAll("dl a").Select(link => link.GetAttribute("href")));
        Assert.Contains("To approve a request The manager of the person. If there are none: the owners of this app. Then the owners of this access. If there are none: the owners of this app. After 7 days without an answer, access is not granted.", Tidy(page.Document.QuerySelector("section[aria-labelledby=asked]")!), StringComparison.Ordinal);
        Assert.Contains("1 person has this access.", page.Text, StringComparison.Ordinal);
        Assert.Equal("/directory/people/bob", page.Document.QuerySelector("section[aria-labelledby=holders] tbody a")!.GetAttribute("href"));

        var low = await olga.GetAsync("/directory/entitlements/vault%2Freader");
        Assert.Contains("To approve a request The manager of the person. If there are none: the owners of this app. After", Tidy(low.Document.QuerySelector("section[aria-labelledby=asked]")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_holders_of_an_entitlement_are_searched_and_paged()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            users = Enumerable.Range(10, 30).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}" }),
            grants = Enumerable.Range(10, 29).Select(number => new { userId = $"p{number}", entitlementId = SmallOrganization.Root }),
        });
        var olga = await Visitor.SignInAsync(app, "olga");

        var first = await olga.GetAsync("/directory/entitlements/vault%2Froot");
        var second = await olga.GetAsync(first.Document.QuerySelector(".pages a")!.GetAttribute("href")!);
        var found = await olga.GetAsync("/directory/entitlements/vault%2Froot?q=pers");
        var rest = await olga.GetAsync(found.Document.QuerySelector(".pages a")!.GetAttribute("href")!);

        Assert.Contains("30 people have this access.", first.Text, StringComparison.Ordinal);
        Assert.Equal(30, Accesses(first).Concat(Accesses(second)).Distinct().Count());
        Assert.Equal(Enumerable.Range(10, 29).Select(number => $"Person {number}"), Accesses(found).Concat(Accesses(rest)));
        Assert.Equal(["Bob Builder"], Accesses(await olga.GetAsync("/directory/entitlements/vault%2Froot?q=bob")));
        Assert.Contains("No results. Nobody with this name has the access.", (await olga.GetAsync("/directory/entitlements/vault%2Froot?q=39")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_without_the_right_to_all_access_sees_the_number_of_holders_but_not_their_names()
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");

        var page = await ada.GetAsync("/directory/entitlements/vault%2Froot");

        Assert.Contains("1 person has this access.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bob Builder", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_page_lists_its_entitlements_with_the_number_of_holders()
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");

        var page = await ada.GetAsync("/directory/apps/vault");

        Assert.Equal(["/directory/people/olga", "/directory/people/otto"], page.Document.QuerySelectorAll("dl a").Select(link => link.GetAttribute("href")));
        Assert.Contains("Manually", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Reader Role Low 1", "Root Role High 1"], page.Document.QuerySelectorAll("tbody tr").Select(Tidy));
        Assert.Equal(["Root Role High 1"], (await ada.GetAsync("/directory/apps/vault?q=ro")).Document.QuerySelectorAll("tbody tr").Select(Tidy));
    }

    [Theory]
    [InlineData("/directory/people/nobody")]
    [InlineData("/directory/people/%27%20or%201%20eq%201")]
    [InlineData("/directory/entitlements/vault%2Fnothing")]
    [InlineData("/directory/apps/nothing")]
    [InlineData("/directory/import/0123456789abcdef0123456789abcdef")]
    [InlineData("/directory/import/nonsense")]
    public async Task A_page_of_an_unknown_person_app_or_entitlement_gets_404(string path)
    {
        var app = shared.App;
        var adam = await Visitor.SignInAsync(app, "adam");

        Assert.Equal(HttpStatusCode.NotFound, (await adam.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Directory_pages_escape_names_and_identifiers()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        string[] ids = ["x' or 1 eq 1", "a/b?c#d\\e", "%00", "👩‍🚀", "עברית", "<b>", "&amp;", "+ +"];
        await app.ImportAsync(new
        {
            users = ids.Select((id, index) => new { id, email = $"e{index}@example.test", displayName = Hostile + index, managerId = ids[0] }),
            apps = ids.Select(id => new { id, name = Hostile, description = Hostile, ownerIds = id }),
            entitlements = ids.Select(id => new { id, appId = id, name = Hostile, type = Hostile[..50], description = Hostile, risk = "high", ownerIds = id }),
            grants = ids.Select(id => new { userId = id, entitlementId = id, accountId = Hostile }),
        });
        var adam = await Visitor.SignInAsync(app, "adam");

        var overview = new[] { "people", "apps", "entitlements" }.Select(part => adam.GetAsync($"/directory?q=img&part={part}"));
        var links = (await Task.WhenAll(overview)).SelectMany(page => page.Document.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!)).ToList();

        Assert.Equal(3 * ids.Length, links.Distinct().Count());
        foreach (var path in links.Append("/directory?q=img"))
        {
            var page = await adam.GetAsync(path);
            Assert.True(page.Status == HttpStatusCode.OK, path);
            Assert.Contains("<img src=x onerror=alert(1)>", page.Text, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("script:not([src^='/assets/']), img, style, [style], iframe, object, b b"));
            Assert.DoesNotContain(page.Document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        }

    }

    [Fact]
    public async Task The_menu_links_to_the_directory_and_only_administrators_see_the_import_link()
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");
        var adam = await Visitor.SignInAsync(app, "adam");

        Assert.NotNull((await ada.GetAsync("/")).Document.QuerySelector("nav a[href='/directory']"));
        Assert.Null((await ada.GetAsync("/directory")).Document.QuerySelector("a[href='/directory/import']"));
        Assert.NotNull((await adam.GetAsync("/directory")).Document.QuerySelector("a[href='/directory/import']"));
    }

    [Fact]
    public async Task Directory_pages_are_German_for_a_German_reader()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { users = new object[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", locale = "de-DE" } } });
        var bob = await Visitor.SignInAsync(app, "bob");

        Assert.Equal("Verzeichnis", (await bob.GetAsync("/directory")).Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("1 Person hat diesen Zugriff.", (await bob.GetAsync("/directory/entitlements/vault%2Froot")).Text, StringComparison.Ordinal);
    }

    /// <summary>The removal of Bob's root access is confirmed; Otto reports whether it succeeded.</summary>
    private static async Task EndAsync(TheApp app, string decision)
    {
        await app.As("otto").DecideAsync(await app.OpenAsync("bob", SmallOrganization.Root, "revocation"), "confirm");
        var removal = (await app.As("otto").MyTasksAsync("&kind=deprovisioning"))[0].GetProperty("number").GetInt32();
        await app.As("otto").DecideAsync(removal, decision, "The app is what it is");
        await app.RestAsync();
    }

    private static IEnumerable<string> Names(Shown page, string part) => page.Document.QuerySelectorAll($"section[aria-labelledby={part}] tbody a").Select(Tidy);

    private static IEnumerable<string> Accesses(Shown page) => page.Document.QuerySelectorAll("table.work tbody td:first-child b").Select(Tidy);

    private static IReadOnlyList<string> Line(Shown page, string access) =>
        [.. page.Document.QuerySelectorAll<IHtmlTableRowElement>("table.work tbody tr").Single(row => Tidy(row.QuerySelector("b")!) == access).Cells.Select(Tidy)];

    private static string Tidy(IElement element) => string.Join(' ', Words(element).Where(word => word.Length > 0));

    // Separates texts of neighbouring elements, as the page shows them, even without blanks between the tags.
    private static IEnumerable<string> Words(IElement element) => element.Descendants<IText>().SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
