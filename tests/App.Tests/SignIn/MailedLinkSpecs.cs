using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class MailedLinkSpecs : IAsyncLifetime
{
    private SampleApp _app = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync() => _app = await SampleApp.StartWithoutIssuerAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Opening_a_sign_in_link_changes_nothing_and_its_button_signs_in_once()
    {
        var (path, browser) = (await LinkAsync("/tasks/01?x=1"), new Browser(_app.Emulator.Address));
        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get, HttpMethod.Get })
        {
            using var look = await new Browser(_app.Emulator.Address).SendAsync(new HttpRequestMessage(method, path));
            Assert.Equal(HttpStatusCode.OK, look.StatusCode);
            Assert.DoesNotContain(look.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.StartsWith("session=", StringComparison.Ordinal)));
        }

        var form = await browser.FormAsync(path);
        using var signedIn = await browser.SubmitAsync(form);
        using var again = await browser.SubmitAsync(form);

        Assert.Equal((HttpStatusCode.SeeOther, "/tasks/01?x=1"), (signedIn.StatusCode, signedIn.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/sample/who")).StatusCode);
        Assert.NotEqual(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await new Browser(_app.Emulator.Address).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_sign_in_link_used_twice_at_the_same_time_signs_in_once()
    {
        var links = _app.Services.GetRequiredService<MailedLinks>();
        var secret = await links.IssueAsync(UserId.From("adam"), "/", CancellationToken.None);

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => links.UseAsync(secret, CancellationToken.None)));

        Assert.Single(used, link => link is not null);
    }

    [Fact]
    public async Task The_session_cookie_is_HttpOnly_and_SameSite()
    {
        var browser = new Browser(_app.Emulator.Address);
        using var signedIn = await browser.SubmitAsync(await browser.FormAsync(await LinkAsync("/")));

        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("session=", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_link_expires_after_15_minutes()
    {
        var path = await LinkAsync("/");

        await _app.Emulator.Clock.AdvanceAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Gone, (await new Browser(_app.Emulator.Address).GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test/")]
    public async Task A_sign_in_never_redirects_to_another_site(string returnTo)
    {
        var browser = new Browser(_app.Emulator.Address);
        var form = await browser.FormAsync($"/sign-in?return={Uri.EscapeDataString(returnTo)}");

        Assert.Equal("/", form.QuerySelector("[name=return]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_sign_in_request_gets_the_same_answer_for_every_address_and_only_known_people_get_a_mail()
    {
        var directory = _app.Services.GetRequiredService<DirectoryStore>();
        Assert.True(await directory.IsEmptyAsync(CancellationToken.None));
        var pages = new List<string>();
        foreach (var address in new[] { "nobody@example.test", "not an address", "" })
        {
            var browser = new Browser(_app.Emulator.Address);
            using var answer = await browser.SubmitAsync(await browser.FormAsync("/sign-in"), ("email", address));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            pages.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(pages.Distinct());
    }

    [Fact]
    public async Task A_sign_in_address_with_an_invisible_character_is_refused_and_the_character_is_named()
    {
        var browser = new Browser(_app.Emulator.Address);

        using var answer = await browser.SubmitAsync(await browser.FormAsync("/sign-in"), ("email", "ada@example.test\u200B"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("U&#x2B;200B", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_eleventh_sign_in_mail_a_minute_requested_from_one_network_address_is_not_sent()
    {
        var browser = new Browser(_app.Emulator.Address);
        var form = await browser.FormAsync("/sign-in");
        foreach (var _ in Enumerable.Range(0, 10))
            Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(form, ("email", "a@example.test"))).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SubmitAsync(form, ("email", "a@example.test"))).StatusCode);
    }

    [Fact]
    public async Task A_known_person_gets_a_mail_whose_link_signs_them_in()
    {
        var import = new HttpRequestMessage(HttpMethod.Post, "/api/v1/directory/imports") { Content = JsonContent.Create(SmallOrganization.Import) };
        import.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var imported = await (await _app.BrowserOfAsync("adam")).SendAsync(import);
        await _app.Emulator.WhenIdleAsync();

        var browser = new Browser(_app.Emulator.Address);
        using var sent = await browser.SubmitAsync(await browser.FormAsync("/sign-in?return=/tasks/7"), ("email", "ADA@example.test"));
        await _app.Emulator.WhenIdleAsync();
        var mail = Assert.Single(await _app.Http.GetFromJsonAsync<List<Mail>>("/emulator/api/outbox?to=ada@example.test") ?? []);
        var link = new Uri(mail.Links.Single(link => link.Contains("/sign-in/", StringComparison.Ordinal)));
        using var signedIn = await browser.SubmitAsync(await browser.FormAsync(link.PathAndQuery));

        Assert.Equal((HttpStatusCode.Accepted, "/tasks/7"), (imported.StatusCode, signedIn.Headers.Location?.ToString()));
        Assert.Contains("\"ada\"", await (await browser.GetAsync("/api/sample/who")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> LinkAsync(string returnTo) =>
        $"/sign-in/{await _app.Services.GetRequiredService<MailedLinks>().IssueAsync(UserId.From("adam"), returnTo, CancellationToken.None)}";
}
