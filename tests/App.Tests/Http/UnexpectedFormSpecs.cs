using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Http;

/// <summary>Sends every form of every page with each field missing, empty, duplicated or filled with unexpected values.</summary>
public sealed class UnexpectedFormSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_form_with_arbitrary_field_values_causes_no_server_error()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var certification = await app.OpenAsync("bob", SmallOrganization.Root);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Root);
        await app.RestAsync();
        (string User, string Path)[] pages =
        [
            ("mia", "/my/approvals?app=vault"), ("mia", $"/tasks/{number}"), ("mia", $"/tasks/{number}/reassign?people=a"),
            ("olga", "/my/certifications"), ("olga", $"/tasks/{certification}"),
            ("otto", "/requests/new/form?access=vault%2Freader"), ("adam", "/reviews/new?kind=revocation&for=bob&access=vault%2Froot"), ("ada", $"/requests/{request.GetProperty("id").GetString()}"),
            ("ada", "/directory/people/me/out-of-office"), ("ada", "/settings/notifications"),
            (SmallOrganization.Admin, "/directory/import"), (SmallOrganization.Admin, "/operation"), ("max", "/"),
        ];

        // All forms are read before the first is sent, because a decided task disappears from the other pages.
        Dictionary<string, (Visitor By, IHtmlFormElement Form)> forms = [];
        foreach (var (user, path) in pages)
        {
            var visitor = await Visitor.SignInAsync(app, user);
            foreach (var form in (await visitor.GetAsync(path)).Forms.Where(form => form.GetAttribute("method") == "post"))
                forms.TryAdd(form.GetAttribute("action")!, (visitor, form)); // Every form has one.
        }

        Assert.Superset(new HashSet<string> { "/my/approvals/decisions", $"/tasks/{number}/decide", $"/tasks/{number}/comment", $"/tasks/{number}/reassign", "/requests/new/form", "/reviews/new", "/directory/import" }, forms.Keys.ToHashSet());
        Assert.Equal([], await FaultsOfAsync(forms.Values.Where(form => form.Form.GetAttribute("action") != "/sign-out")));
    }

    [Fact]
    public async Task A_link_page_form_with_arbitrary_field_values_causes_no_server_error()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.OpenAsync("bob", SmallOrganization.Reader);
        var link = (await app.MailsOf("olga").AllAsync())[^1].SignedLink;
        var anybody = Visitor.Anonymous(app);

        var page = await anybody.GetAsync(link.PathAndQuery);

        Assert.Equal([], await FaultsOfAsync(page.Forms.Where(form => form.GetAttribute("method") == "post").Select(form => (anybody, form))));
    }

    [Fact]
    public async Task A_sign_in_form_with_arbitrary_field_values_causes_no_server_error()
    {
        await using var app = await TheApp.StartAsync(settings: ["SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds="]);
        var anybody = Visitor.Anonymous(app);

        var page = await anybody.GetAsync("/sign-in?return=%2F");

        Assert.Equal([], await FaultsOfAsync([(anybody, page.Form("/sign-in"))]));
    }

    [Fact]
    public async Task A_form_sent_with_another_content_type_gets_415_or_is_refused()
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");
        await ada.GetAsync("/settings/notifications");

        foreach (var (type, body) in new[] { ("application/json", "{}"), ("text/plain", "a=b"), ("multipart/form-data; boundary=x", "--x\r\nbroken"), ("multipart/form-data", "a=b") })
        {
            using var answer = await ada.PostBodyAsync("/settings/notifications", type, body);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
    }

    [Fact]
    public async Task A_sign_in_returns_to_a_path_with_non_ASCII_letters()
    {
        var app = shared.App;
        var ada = await Visitor.SignInAsync(app, "ada");

        var answer = await ada.GetAsync("/sign-in?return=" + Uri.EscapeDataString("/directory/people/zoë?q=ü"));

        Assert.Equal((HttpStatusCode.Found, "/directory/people/zo%C3%AB?q=%C3%BC"), (answer.Status, answer.Response.Headers.Location!.OriginalString));
    }

    private static async Task<IReadOnlyList<string>> FaultsOfAsync(IEnumerable<(Visitor By, IHtmlFormElement Form)> forms)
    {
        List<string> faults = [];
        foreach (var (by, form) in forms)
        {
            var action = form.GetAttribute("action")!; // Every form has one.
            foreach (var fields in Variants(form))
            {
                using var answer = await by.PostFieldsAsync(action, fields);
                if ((int)answer.StatusCode >= 500)
                    faults.Add($"{(int)answer.StatusCode} {action} {string.Join('&', fields.Where(field => field.Key[0] != '_').Select(field => $"{field.Key}={field.Value}"))}");
            }
        }

        return faults;
    }

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Variants(IHtmlFormElement form)
    {
        var buttons = form.QuerySelectorAll<IHtmlButtonElement>("button[name]").Select(button => KeyValuePair.Create(button.Name!, button.Value)).DefaultIfEmpty();
        foreach (var button in buttons)
        {
            List<KeyValuePair<string, string>> whole = [.. Browser.FieldsOf(form), .. button.Key is null ? [] : new[] { button }];
            foreach (var at in Enumerable.Range(0, whole.Count).Where(at => !whole[at].Key.StartsWith("__", StringComparison.Ordinal)))
            {
                yield return [.. whole.Where((_, other) => other != at)];
                yield return [.. whole, whole[at]];
                yield return [.. whole, KeyValuePair.Create(whole[at].Key, "other")];
                foreach (var value in UnexpectedValues.All)
                    yield return [.. whole.Select((field, other) => other == at ? KeyValuePair.Create(field.Key, value) : field)];
            }
        }
    }
}
