using System.Net;
using AccessReview.App.Tests.Http;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class IssuerSignInSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    [Fact]
    public async Task Signing_in_goes_to_the_issuer_and_back_to_where_one_was_going()
    {
        var browser = new Browser(_app);
        var asked = await BeginAsync(browser, "/tasks/7");

        using var back = await browser.GetAsync(_app.Issuer.SignIn(asked, "adam", _app.Now));

        Assert.Equal((HttpStatusCode.SeeOther, "/tasks/7"), (back.StatusCode, back.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/sample/who")).StatusCode);
        Assert.Contains("code_challenge_method=S256", asked.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_counts_once_and_only_in_the_browser_that_asked()
    {
        var (browser, other) = (new Browser(_app), new Browser(_app));
        var answer = _app.Issuer.SignIn(await BeginAsync(browser, "/"), "adam", _app.Now);
        await BeginAsync(other, "/");

        using var stolen = await other.GetAsync(answer);
        using var own = await browser.GetAsync(answer);
        using var again = await browser.GetAsync(answer);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.SeeOther, HttpStatusCode.BadRequest], new[] { stolen, own, again }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task An_answer_to_another_question_signs_nobody_in()
    {
        var browser = new Browser(_app);

        using var back = await browser.GetAsync(_app.Issuer.SignIn(await BeginAsync(browser, "/"), "adam", _app.Now, nonce: "another"));

        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/sample/who")).StatusCode);
    }

    [Fact]
    public async Task Somebody_whom_the_directory_does_not_know_is_told_so()
    {
        var browser = new Browser(_app);

        using var back = await browser.GetAsync(_app.Issuer.SignIn(await BeginAsync(browser, "/"), "stranger", _app.Now));

        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "session");
    }

    [Fact]
    public async Task Where_there_is_an_issuer_no_link_is_mailed()
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
