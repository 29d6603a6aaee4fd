using System.Net;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class IssuerSignInSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    [Fact]
    public async Task A_sign_in_at_the_issuer_returns_to_the_requested_page()
    {
        var browser = new Browser(_app.Emulator.Address);
        var request = await BeginAsync(browser, "/tasks/7");

        using var back = await browser.GetAsync(_app.Issuer.SignIn(request, "adam", _app.Now));

        Assert.Equal((HttpStatusCode.SeeOther, "/tasks/7"), (back.StatusCode, back.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/sample/who")).StatusCode);
        Assert.Contains("code_challenge_method=S256", request.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_response_is_accepted_once_and_only_in_the_browser_that_started_the_sign_in()
    {
        var (browser, other) = (new Browser(_app.Emulator.Address), new Browser(_app.Emulator.Address));
        var answer = _app.Issuer.SignIn(await BeginAsync(browser, "/"), "adam", _app.Now);
        await BeginAsync(other, "/");

        using var stolen = await other.GetAsync(answer);
        using var own = await browser.GetAsync(answer);
        using var again = await browser.GetAsync(answer);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.SeeOther, HttpStatusCode.BadRequest], new[] { stolen, own, again }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task An_issuer_response_with_another_nonce_signs_nobody_in()
    {
        var browser = new Browser(_app.Emulator.Address);

        using var back = await browser.GetAsync(_app.Issuer.SignIn(await BeginAsync(browser, "/"), "adam", _app.Now, nonce: "another"));

        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/sample/who")).StatusCode);
    }

    [Fact]
    public async Task A_person_missing_in_the_directory_gets_a_clear_message_after_sign_in()
    {
        var browser = new Browser(_app.Emulator.Address);

        using var back = await browser.GetAsync(_app.Issuer.SignIn(await BeginAsync(browser, "/"), "stranger", _app.Now));

        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "session");
    }

    [Fact]
    public async Task No_sign_in_link_is_mailed_when_an_issuer_is_configured()
    {
        var browser = await _app.BrowserOfAsync("adam");
        var form = await browser.FormAsync("/api/docs");
        form.SetAttribute("action", "/sign-in");

        using var answer = await browser.SubmitAsync(form, ("email", "adam@example.test"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<Uri> BeginAsync(Browser browser, string returnTo)
    {
        using var begun = await browser.GetAsync($"/sign-in?return={Uri.EscapeDataString(returnTo)}");
        return begun.Headers.Location ?? throw new InvalidOperationException($"{begun.StatusCode}");
    }
}
