using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The form for a request: what it refuses, and whom it is for.</summary>
public sealed class RequestFormSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Form = "/requests/new/form?access=vault/reader";
    private const string Hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";

    [Theory]
    [InlineData("", "", "reason", "Enter a reason. Approvers need it to decide")]
    [InlineData(" \u202E ", "2026-12-24", "reason", "Enter a reason. Approvers need it to decide")]
    [InlineData("LONG", "2026-12-24", "reason", "2,000 characters at most")]
    [InlineData("For the release", "2026-11-01", "until", "This day is in the past.")]
    [InlineData("For the release", "24.12.2026", "until", "Enter the day in the format 2026-12-31.")]
    [InlineData("For the release", "9999-12-31", "until", "Enter the day in the format")]
    public async Task A_request_form_shows_each_error_beside_its_field_and_keeps_the_typed_text(string reason, string until, string field, string sentence)
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");
        var typed = reason == "LONG" ? new string('x', 2001) : reason;

        var refused = await ada.SendAsync((await ada.GetAsync(Form)).Form("/form"), null, ("reason", typed), ("until", until));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith(sentence, refused.Document.QuerySelector($"#{field}-fault")!.TextContent.Replace("The text is too long: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var wrong = refused.Document.QuerySelector("[aria-invalid=true]")!;
        Assert.Equal(field, wrong.Id);
        Assert.NotNull(refused.Document.QuerySelector($"[role=alert][autofocus] a[href='#{field}']"));
        Assert.Contains($"{field}-fault", wrong.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(typed.Trim(), refused.Document.QuerySelector<IHtmlTextAreaElement>("#reason")!.Value.Trim());
        Assert.Equal(until, refused.Document.QuerySelector("#until")!.GetAttribute("value"));
        Assert.Empty((await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_request_may_end_today_and_its_last_day_ends_in_the_readers_time_zone()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var mia = await Visitor.SignInAsync(app, "mia");
        var form = await mia.GetAsync(Form);
        Assert.Equal("2026-11-02", form.Document.QuerySelector("#until")!.GetAttribute("min"));

        await mia.SendAsync(form.Form("/form"), null, ("reason", "For today"), ("until", "2026-11-02"));

        var request = (await app.As("mia").GetAsync("/api/v1/my/requests")).GetProperty("items")[0];
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 22, 59, 59, TimeSpan.Zero), request.GetProperty("until").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_request_form_shows_why_a_request_is_impossible_before_anything_is_typed()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { users = new object[] { new { id = "leo", email = "leo@example.test", displayName = "Leo Left", active = false } } });
        var bob = await Visitor.SignInAsync(app, "bob");
        var aud = await Visitor.SignInAsync(app, "aud");
        var ada = await Visitor.SignInAsync(app, "ada");
        var mia = await Visitor.SignInAsync(app, "mia");
        var request = (await app.As("ada").RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString();

        Assert.StartsWith("You have had this access since", Fault(await bob.GetAsync(Form)), StringComparison.Ordinal);
        Assert.StartsWith("Bob Builder has had this access since", Fault(await mia.GetAsync($"{Form}&for=bob")), StringComparison.Ordinal);
        Assert.Equal("This person has left the organization, so you cannot request access for them.", Fault(await ada.GetAsync($"{Form}&for=leo")));
        Assert.Equal("Auditors cannot request access for other people.", Fault(await aud.GetAsync($"{Form}&for=max")));
        var pending = await ada.GetAsync(Form);
        Assert.Equal("There is already an open request for this access.", Fault(pending));
        Assert.NotNull(pending.Document.QuerySelector($"a.button[href='/requests/{request}']"));
        var hers = await mia.GetAsync($"{Form}&for=ada");
        Assert.Equal("There is already an open request for Ada Lovelace.", Fault(hers));
        Assert.All([pending, hers], page => Assert.DoesNotContain(page.Forms, form => form.GetAttribute("method") == "post" && form.GetAttribute("action")!.EndsWith("/form", StringComparison.Ordinal)));

        var unknown = await ada.GetAsync($"{Form}&for=nobody");
        Assert.Equal((HttpStatusCode.BadRequest, "This person is not in the directory. Search for another person below."), (unknown.Status, Fault(unknown)));
    }

    [Fact]
    public async Task A_request_form_for_another_person_does_not_reveal_their_access_or_requests()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");
        await app.As("otto").RequestAsync(SmallOrganization.Reader);

        foreach (var person in new[] { "bob", "otto" })
        {
            var form = (await ada.GetAsync($"{Form}&for={person}")).Form("/form");
            var refused = await ada.SendAsync(form, null, ("reason", "For the release"));
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.StartsWith("This access cannot be requested for this person now.", Fault(refused), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_that_became_impossible_after_the_form_was_shown_is_refused_with_the_reason()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");
        var form = (await ada.GetAsync(Form)).Form("/form");
        await app.As("ada").RequestAsync(SmallOrganization.Reader);

        var refused = await ada.SendAsync(form, null, ("reason", "For the release"));

        Assert.Equal((HttpStatusCode.Conflict, "There is already an open request for this access."), (refused.Status, Fault(refused)));
        var gone = await ada.SendAsync(form, null, ("reason", "For the release"), ("access", "vault/nothing"));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        var nobody = await ada.SendAsync(form, null, ("reason", "For the release"), ("for", "nobody"));
        Assert.Equal((HttpStatusCode.BadRequest, "This person is not in the directory. Search for another person below."), (nobody.Status, Fault(nobody)));
    }

    [Fact]
    public async Task A_request_for_another_person_finds_them_by_name()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var max = await Visitor.SignInAsync(app, "max");

        var found = await max.GetAsync($"{Form}&people=love");
        var choice = found.Document.QuerySelectorAll(".found a").Single();
        Assert.Equal("Ada Lovelace", choice.TextContent);
        Assert.True(found.Document.QuerySelector("details.fold")!.HasAttribute("open"));
        Assert.Contains("No active person matches your search.", (await max.GetAsync($"{Form}&people=zebra")).Text, StringComparison.Ordinal);

        var sent = await max.SendAsync((await max.GetAsync(choice.GetAttribute("href")!)).Form("/form"), null, ("reason", "She takes over"));
        Assert.Equal("Reader (Vault) for Ada Lovelace", sent.Document.QuerySelector("h1")!.TextContent);
        await app.RestAsync();
        Assert.Equal("ada", Assert.Single(await app.As("mia").MyTasksAsync()).GetProperty("subjectUser").GetString());
    }

    [Fact]
    public async Task A_request_form_sent_twice_makes_one_request()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");
        var form = (await ada.GetAsync(Form)).Form("/form");

        var first = await ada.SendAsync(form, null, ("reason", "For the release"));
        var again = await ada.SendAsync(form, null, ("reason", "For the release"));

        Assert.Equal(first.Address, again.Address);
        Assert.Equal(1, (await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Request_pages_escape_names_and_reasons_and_every_form_has_a_token()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            users = new object[] { new { id = "eve", email = "eve@example.test", displayName = Hostile, managerId = "mia" } },
            apps = new object[] { new { id = "evil", name = Hostile, description = Hostile, ownerIds = "eve" } },
            entitlements = new object[] { new { id = "evil/e?a#b", appId = "evil", name = Hostile, type = Hostile, description = Hostile, risk = "high", ownerIds = "eve" } },
        });
        var ada = await Visitor.SignInAsync(app, "ada");
        var link = (await ada.GetAsync("/requests/new?app=evil")).Document.QuerySelector("td.ask a")!.GetAttribute("href")!;
        var form = (await ada.GetAsync(link)).Form("/form");
        using var bare = await ada.PostAsync(form, null, [("reason", "Because")], withToken: false);
        using var foreign = await ada.PostAsync(form, null, [("reason", "Because")], site: "cross-site");
        Assert.All([bare, foreign], answer => Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{answer.StatusCode}"));
        var sent = await ada.SendAsync(form, null, ("reason", Hostile + " \u202Etxt"));
        await app.RestAsync();

        foreach (var path in new[] { "/requests", "/requests?q=img", "/requests/new", "/requests/new?q=img", link, $"{link}&for=eve&people=img", sent.Address.AbsolutePath, $"{sent.Address.AbsolutePath}?done=%3Cb%3E" })
        {
            var page = await ada.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("script:not([src^='/assets/']), img, style, [style], iframe, object"));
            Assert.DoesNotContain(page.Document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.DoesNotContain('\u202E', page.Text);
            Assert.All(page.Forms.Where(one => one.GetAttribute("method") == "post"), one => Assert.NotNull(one.QuerySelector("input[name=__RequestVerificationToken]")));
        }

        using var without = await ada.PostAsync((await ada.GetAsync(sent.Address.AbsolutePath)).Form("/withdrawal"), null, [], withToken: false);
        Assert.True(without.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Request_pages_are_German_for_a_German_reader()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { users = new object[] { new { id = "uwe", email = "uwe@example.test", displayName = "Uwe Umlaut", managerId = "mia", locale = "de-DE", timeZone = "Europe/Berlin" } } });
        var uwe = await Visitor.SignInAsync(app, "uwe");

        var form = await uwe.GetAsync(Form);
        Assert.Equal("Zugriff auf Reader (Vault) beantragen", form.Document.QuerySelector("h1")!.TextContent);
        var sent = await uwe.SendAsync(form.Form("/form"), null, ("reason", "Für die Freigabe"), ("until", "2026-12-24"));
        await app.RestAsync();

        var page = await uwe.GetAsync(sent.Address.AbsolutePath);
        Assert.Equal("Wartet auf Genehmigung", page.Document.QuerySelector(".outcome .badge")!.TextContent);
        Assert.Contains("Wartet seit 2. November 2026 auf Mia Manager.", page.Text, StringComparison.Ordinal);
        Assert.Contains("24. Dezember 2026", page.Text, StringComparison.Ordinal);
    }

    private static string? Fault(Shown page) => page.Document.QuerySelector("[role=alert]")?.TextContent;
}
