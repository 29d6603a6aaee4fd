using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Text;

/// <summary>Identifiers, addresses, reasons and comments are read in the same way through every channel.</summary>
public sealed class NormalizationSpecs
{
    private const string Nothing = "\u200B\u00AD\u2060";

    [Fact]
    public async Task An_identifier_with_an_invisible_character_is_refused_by_the_API_which_names_the_character()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        (string Method, string Path, object? Body)[] entrances =
        [
            ("POST", "/api/v1/requests", new { entitlementId = "vault/\u200Broot", reason = "x" }),
            ("POST", "/api/v1/requests", new { entitlementId = SmallOrganization.Root, reason = "x", @for = "b\u200Bob" }),
            ("POST", $"/api/v1/tasks/{number}/reassignments", new { to = "ma\u200Bx", step = 0, reason = "x" }),
            ("PATCH", "/api/v1/users/me/out-of-office", new { delegateId = "ma\u200Bx" }),
            ("POST", "/api/v1/tasks", new { kind = "revocation", user = "bo\u200Bb", entitlement = SmallOrganization.Reader }),
            ("GET", "/api/v1/my/tasks?app=va%E2%80%8Bult", null),
            ("GET", "/api/v1/entitlements?app=va%E2%80%8Bult", null),
            ("DELETE", "/api/v1/links?person=a%E2%80%8Bda", null),
        ];

        foreach (var (method, path, body) in entrances)
        {
            var caller = app.As(path is "/api/v1/tasks" or "/api/v1/entitlements?app=va%E2%80%8Bult" or "/api/v1/links?person=a%E2%80%8Bda" ? "adam" : "mia");
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await caller.Http.SendAsync(request);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

            Assert.Equal((path, HttpStatusCode.BadRequest, "bad_identifier"), (path, response.StatusCode, answer.GetProperty("code").GetString()));
            Assert.Contains("U+200B", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_identifier_in_a_path_is_normalized_and_an_unknown_one_with_an_invisible_character_is_explained()
    {
        await using var app = await TheApp.StartWithAsync(new { users = new[] { new { id = "j\u00FCrgen", email = "j@example.test", displayName = "J" }, new { id = "adam", email = "adam@example.test", displayName = "Adam Admin" } } });
        var adam = app.As(SmallOrganization.Admin);

        Assert.Equal("j\u00FCrgen", (await adam.GetAsync("/api/v1/users/%20ju%CC%88rgen")).GetProperty("id").GetString());
        using var unknown = await adam.Http.GetAsync("/api/v1/users/j%C3%BCr%E2%80%8Bgen");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("U+200B", (await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identifier_in_a_form_is_normalized_and_the_request_is_for_that_person()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var mia = await Visitor.SignInAsync(app, "mia");
        var form = (await mia.GetAsync($"/requests/new/form?access={SmallOrganization.Reader}&for=%C2%A0ada%20")).Form("/requests/new/form");

        var sent = await mia.SendAsync(form, null, ("for", " ada\u00A0"), ("reason", "For \u200Bher work"));
        var refused = await mia.SendAsync(form, null, ("for", "a\u00ADda"), ("reason", "Again"));

        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Contains("For her work", sent.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("U+00AD", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_of_invisible_characters_is_refused_by_every_channel()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader, Nothing, HttpStatusCode.BadRequest);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var mia = app.As("mia");
        var task = (await mia.MyTasksAsync())[0];
        var number = task.GetProperty("number").GetInt32();
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var pages = await Visitor.SignInAsync(app, "mia");

        var byApi = await mia.DecideAsync(number, "deny", Nothing, HttpStatusCode.BadRequest);
        var inBulk = await mia.PostAsync("/api/v1/tasks/decisions", new { items = new[] { new { task = $"{number}", decision = "deny", step = 0, reason = Nothing } } }, HttpStatusCode.OK);
        var (byLink, _) = await new LinkPage(app, link).DecideAsync("deny", Nothing);
        var onPage = await pages.SendAsync((await pages.GetAsync($"/tasks/{number}")).Form("/decide"), "Deny", ("reason", Nothing));
        var comment = await mia.PostAsync($"/api/v1/tasks/{number}/comments", new { text = Nothing }, HttpStatusCode.BadRequest);
        var reassignment = await mia.PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "max", step = 0, reason = Nothing }, HttpStatusCode.BadRequest);

        Assert.Equal("reason_required", byApi.GetProperty("code").GetString());
        Assert.Equal("reason_required", inBulk.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, byLink);
        Assert.Equal(HttpStatusCode.BadRequest, onPage.Status);
        Assert.Equal("comment_empty", comment.GetProperty("code").GetString());
        Assert.Equal("reason_required", reassignment.GetProperty("code").GetString());
        Assert.Equal("open", (await mia.GetAsync($"/api/v1/tasks/{number}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_bulk_item_with_an_invisible_reason_gets_the_common_reason()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();

        await app.As("mia").PostAsync(
            "/api/v1/tasks/decisions", new { items = new[] { new { task = $"{number}", decision = "deny", step = 0, reason = Nothing } }, reason = "Not now" }, HttpStatusCode.OK);

        var task = await app.As("mia").GetAsync($"/api/v1/tasks/{number}");
        Assert.Contains("Not now", task.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_ignores_invisible_characters()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        var found = await app.As("mia").GetAsync("/api/v1/users?search=Love%E2%80%8Blace%C2%A0");

        Assert.Equal("ada", Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
    }
}
