using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Attacks on the pages of My work.</summary>
public sealed class PageSafetySpecs(PageSafetySpecs.Asked shared) : IClassFixture<PageSafetySpecs.Asked>
{
    private const string Hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";

    [Fact]
    public async Task Names_with_markup_are_escaped_on_pages()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            users = new object[] { new { id = "eve", email = "eve@example.test", displayName = Hostile, managerId = "mia" } },
            apps = new object[] { new { id = "evil", name = Hostile, description = Hostile, ownerIds = "olga" } },
            entitlements = new object[] { new { id = "evil/e", appId = "evil", name = Hostile, type = "role", description = Hostile, risk = "high", ownerIds = "olga" } },
            grants = new object[] { new { userId = "eve", entitlementId = "evil/e", accountId = Hostile } },
        });
        var number = await app.OpenAsync("eve", "evil/e", reason: Hostile);
        var completed = await app.OpenAsync("eve", "evil/e", "revocation", Hostile);
        var olga = await Visitor.SignInAsync(app, "olga");
        await olga.SendAsync((await olga.GetAsync($"/tasks/{number}")).Form("/comment"), null, ("reason", Hostile + " javascript:alert(3) \u202Etxt"));
        await app.As("olga").DecideAsync(completed, "decline", Hostile);
        await app.RestAsync();

        foreach (var path in new[] { "/", "/my/certifications", "/my/revocations/completed", $"/tasks/{number}", $"/tasks/{completed}", $"/tasks/{number}/reassign?people=img" })
        {
            var page = await olga.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("script:not([src^='/assets/']), img, style, [style], iframe, object"));
            Assert.DoesNotContain(page.Document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.DoesNotContain('\u202E', page.Text);
        }

        Assert.Contains("<img src=x onerror=alert(1)>", (await olga.GetAsync($"/tasks/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_form_has_a_token_and_is_refused_without_it_or_from_another_site()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var mia = await Visitor.SignInAsync(app, "mia");
        var ada = await Visitor.SignInAsync(app, "ada");
        (Visitor Who, string Path)[] pages = [(mia, "/my/approvals"), (mia, $"/tasks/{number}"), (mia, $"/tasks/{number}/reassign"), (ada, $"/tasks/{number}")];
        foreach (var (who, path) in pages)
        {
            foreach (var form in (await who.GetAsync(path)).Forms.Where(form => form.GetAttribute("method") == "post"))
            {
                Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"));
                using var bare = await who.PostAsync(form, null, [("decision", "approve"), ("reason", "Because"), ("to", "max")], withToken: false);
                Assert.True(bare.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{form.GetAttribute("action")}: {bare.StatusCode}");
                using var foreign = await who.PostAsync(form, null, [("decision", "approve"), ("reason", "Because"), ("to", "max")], site: "cross-site");
                Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
            }
        }

        var history = await app.As("mia").GetAsync($"/api/v1/tasks/{number}/history");
        Assert.Equal(2, history.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_form_token_of_one_session_is_refused_in_another()
    {
        var olga = await Visitor.SignInAsync(shared.App, "olga");
        var otto = await Visitor.SignInAsync(shared.App, "otto");
        await otto.GetAsync($"/tasks/{shared.Task}");

        using var answer = await otto.PostAsync((await olga.GetAsync($"/tasks/{shared.Task}")).Form("/decide"), "Certify", []);

        Assert.NotEqual(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_are_not_cached_not_framed_and_load_nothing_from_other_sites()
    {
        var olga = await Visitor.SignInAsync(shared.App, "olga");

        foreach (var path in new[] { "/", "/my/certifications", "/my/approvals", "/my/certifications/completed", $"/tasks/{shared.Task}", $"/tasks/{shared.Task}/reassign", "/tasks/0" })
        {
            var page = await olga.GetAsync(path);
            Assert.Equal("no-store", Header(page, "Cache-Control"));
            Assert.Equal("no-referrer", Header(page, "Referrer-Policy"));
            Assert.Equal("default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", Header(page, "Content-Security-Policy"));
            Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Header(page, "Cross-Origin-Opener-Policy"));
            Assert.Equal("noindex", Header(page, "X-Robots-Tag"));
            Assert.All(AddressesIn(page.Document), address => Assert.True(address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) || address.StartsWith('#'), address));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/my/approvals?app=vault")]
    [InlineData("/tasks/1")]
    public async Task A_visitor_who_is_not_signed_in_is_sent_to_sign_in_and_back_to_the_page(string path)
    {
        using var client = shared.App.Client();

        using var answer = await client.GetAsync(path);

        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(path)}", answer.Headers.Location!.OriginalString);
    }

    /// <summary>Olga and Otto have a certification of Bob's access.</summary>
    public sealed class Asked : SharedApp
    {
        public int Task { get; private set; }

        protected override async Task PrepareAsync(TheApp app) => Task = await app.OpenAsync("bob", SmallOrganization.Reader);
    }

    private static string Header(Shown page, string name) =>
        string.Join(", ", page.Response.Headers.TryGetValues(name, out var values) ? values : page.Response.Content.Headers.TryGetValues(name, out var own) ? own : []);

    private static IEnumerable<string> AddressesIn(IDocument document) =>
        document.All.SelectMany(element => new[] { element.GetAttribute("href"), element.GetAttribute("src"), element.GetAttribute("action") }).OfType<string>();
}
