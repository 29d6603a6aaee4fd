using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Removals and reviews that people start on the pages of the directory.</summary>
public sealed class OpeningPageSpecs
{
    private const string Form = "/reviews/new";

    [Fact]
    public async Task A_person_gives_up_their_own_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var bob = await Visitor.SignInAsync(app, "bob");

        var form = await bob.GetAsync(ActionOf(await bob.GetAsync("/directory/people/me"), "Give up this access: Reader, Vault"));
        var sent = await bob.SendAsync(form.Form(Form));
        await app.RestAsync();
        var task = Assert.Single(await app.As("olga").MyTasksAsync());
        var number = task.GetProperty("number").GetInt32();

        Assert.Equal("Give up your access to Reader (Vault)", Heading(form));
        Assert.Equal("Reader Vault Low Olga Owner or Otto Owner", Tidy(form.Document.QuerySelector("tbody tr")!));
        Assert.False(form.Document.GetElementById("reason")!.HasAttribute("required"));
        Assert.Equal("/directory/people/bob", sent.Address.AbsolutePath);
        Assert.Equal($"1 removal is requested. It must be confirmed. Task #{number}", Note(sent));
        Assert.Equal("revocation", task.GetProperty("kind").GetString());
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync($"/tasks/{number}")).Status);
    }

    [Fact]
    public async Task A_removal_of_another_persons_access_needs_a_reason_and_leaves_out_its_requester()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var olga = await Visitor.SignInAsync(app, "olga");

        var form = await olga.GetAsync(ActionOf(await olga.GetAsync("/directory/entitlements/vault%2Froot"), "Request removal: Bob Builder"));
        var refused = await olga.SendAsync(form.Form(Form), null, ("reason", " "));
        var sent = await olga.SendAsync(refused.Form(Form), null, ("reason", "Bob no longer operates the vault"));
        await app.RestAsync();

        Assert.Equal("Request removal of Bob Builder's access to Root (Vault)", Heading(form));
        Assert.Equal("Root Vault High Otto Owner", Tidy(form.Document.QuerySelector("tbody tr")!));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Enter a reason.", refused.Document.GetElementById("reason-fault")!.TextContent);
        Assert.Equal("/directory/entitlements/vault%2Froot", sent.Address.AbsolutePath);
        Assert.Empty(await app.As("olga").MyTasksAsync());
        var number = Assert.Single(await app.As("otto").MyTasksAsync()).GetProperty("number").GetInt32();
        Assert.Equal("Bob no longer operates the vault", (await app.As("otto").GetAsync($"/api/v1/tasks/{number}")).GetProperty("requestReason").GetString());
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_opens_one_task_and_a_second_form_names_the_open_one()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var mia = await Visitor.SignInAsync(app, "mia");
        const string path = Form + "?kind=revocation&for=bob&access=vault%2Freader";
        var (form, other) = ((await mia.GetAsync(path)).Form(Form), (await mia.GetAsync(path)).Form(Form));

        var first = await mia.SendAsync(form, null, ("reason", "New team"));
        await app.RestAsync();
        var again = await mia.SendAsync(form, null, ("reason", "New team"));
        var second = await mia.SendAsync(other, null, ("reason", "New team"));
        var third = await mia.GetAsync(path);
        await app.RestAsync();
        var number = Assert.Single(await app.As("olga").MyTasksAsync()).GetProperty("number").GetInt32();

        Assert.Equal($"1 removal is requested. It must be confirmed. Task #{number}", Note(first));
        Assert.Equal(Note(first), Note(again));
        Assert.Equal($"1 task was already open. No second one was opened. Task #{number}", Note(second));
        Assert.Contains("A task is already open for each access listed here.", third.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(third.Forms, candidate => candidate.GetAttribute("action") == Form);
    }

    [Fact]
    public async Task An_owner_starts_a_review_of_everybody_who_has_an_entitlement()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Root } } });
        var otto = await Visitor.SignInAsync(app, "otto");

        var page = await otto.GetAsync("/directory/entitlements/vault%2Froot");
        var form = await otto.GetAsync(page.Document.QuerySelectorAll("a.button").Single(link => link.TextContent == "Review everybody").GetAttribute("href")!);
        var sent = await otto.SendAsync(form.Form(Form));
        await app.RestAsync();

        Assert.Equal("Review everybody with access to Root (Vault)", Heading(form));
        Assert.Equal(["Ada Lovelace High Olga Owner or Otto Owner", "Bob Builder High Olga Owner or Otto Owner"], form.Document.QuerySelectorAll("tbody tr").Select(Tidy));
        Assert.StartsWith("2 reviews are open. The reviewers are notified. Task #", Note(sent), StringComparison.Ordinal);
        Assert.Equal(["ada", "bob"], (await app.As("otto").MyTasksAsync("&kind=certification")).Select(task => task.GetProperty("subjectUser").GetString()).Order());
    }

    [Fact]
    public async Task Everything_that_a_leaver_has_is_removed_from_one_click_on_their_page()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.LeavesAsync("bob");
        var mia = await Visitor.SignInAsync(app, "mia");
        var page = await mia.GetAsync("/directory/people/bob");

        var form = await mia.GetAsync(page.Document.QuerySelectorAll("a.button").Single(link => link.TextContent == "Request removal of all access").GetAttribute("href")!);
        var sent = await mia.SendAsync(form.Form(Form), null, ("reason", "Bob has left"));
        await app.RestAsync();
        foreach (var (kind, decision) in new[] { ("revocation", "confirm"), ("deprovisioning", "complete") })
        {
            foreach (var task in await app.As("otto").MyTasksAsync($"&kind={kind}"))
                await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), decision, "Bob has left");
            await app.RestAsync();
        }

        var ended = await mia.GetAsync("/directory/people/bob?show=ended");
        Assert.StartsWith("2 removals are requested. Each must be confirmed. Task #", Note(sent), StringComparison.Ordinal);
        Assert.Equal("Access 0", Tidy(ended.Document.GetElementById("access")!));
        Assert.Equal(["Reader", "Root"], ended.Document.QuerySelectorAll("table.work tbody b").Select(Tidy));
        Assert.Contains("Bob Builder has no access.", (await mia.GetAsync(Form + "?kind=certification&for=bob")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada", "kind=revocation&for=bob&access=vault%2Freader")]
    [InlineData("bob", "kind=certification&for=bob")]
    [InlineData("bob", "kind=certification&for=bob&access=vault%2Freader")]
    [InlineData("olga", "kind=certification&for=bob")]
    [InlineData("mia", "kind=certification&access=vault%2Freader")]
    [InlineData("aud", "kind=revocation&for=bob&access=vault%2Freader")]
    public async Task Who_may_not_open_it_gets_neither_the_form_nor_its_effect(string reader, string query)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var visitor = await Visitor.SignInAsync(app, reader);
        var adam = await Visitor.SignInAsync(app, "adam");
        var allowed = (await adam.GetAsync($"{Form}?{query}")).Form(Form);
        var token = (await visitor.GetAsync("/directory")).Forms.First(form => form.GetAttribute("method") == "post");

        var page = await visitor.GetAsync($"{Form}?{query}");
        var fields = Browser.FieldsOf(allowed).Where(field => field.Key != "reason" && !field.Key.StartsWith("__", StringComparison.Ordinal)).Select(field => (field.Key, field.Value)).Append(("reason", "Because"));
        token.SetAttribute("action", Form);
        using var sent = await visitor.PostAsync(token, null, [.. fields]);
        await app.RestAsync();

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Empty(await app.As("olga").MyTasksAsync());
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("ada")]
    public async Task Readers_who_may_not_start_anything_see_no_actions(string reader)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var visitor = await Visitor.SignInAsync(app, reader);

        foreach (var path in new[] { "/directory/people/bob", "/directory/entitlements/vault%2Freader" })
            Assert.Empty((await visitor.GetAsync(path)).Document.QuerySelectorAll($"a[href^='{Form}']"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?kind=revocation")]
    [InlineData("?kind=approval&for=bob")]
    [InlineData("?kind=certification&for=nobody")]
    [InlineData("?kind=certification&access=nothing")]
    public async Task A_form_about_nothing_gets_404(string query)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var adam = await Visitor.SignInAsync(app, "adam");

        Assert.Equal(HttpStatusCode.NotFound, (await adam.GetAsync(Form + query)).Status);
    }

    [Fact]
    public async Task A_forged_link_shows_no_text_of_its_own()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var bob = await Visitor.SignInAsync(app, "bob");

        Assert.Null((await bob.GetAsync("/directory/people/me?started=%3Cb%3E&opened=2")).Document.QuerySelector("[role=status]"));
        Assert.Equal("", Note(await bob.GetAsync("/directory/people/me?started=revocation&opened=x&tasks=%3Cb%3E.y&already=-1")));
    }

    private static string ActionOf(Shown page, string action) =>
        page.Document.QuerySelectorAll("td.ask a").Single(link => link.TextContent == action).GetAttribute("href")!;

    private static string Heading(Shown page) => page.Document.QuerySelector("h1")!.TextContent;

    private static string Note(Shown page) => Tidy(page.Document.QuerySelector("[role=status]")!);

    private static string Tidy(IElement element) =>
        string.Join(' ', element.Descendants<IText>().SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
