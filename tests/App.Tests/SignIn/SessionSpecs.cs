using System.Net;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class SessionSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    private Sessions Sessions => _app.Services.GetRequiredService<Sessions>();

    [Fact]
    public async Task A_session_identifies_its_person()
    {
        var browser = await _app.BrowserOfAsync("adam");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
    }

    [Fact]
    public async Task A_session_in_use_expires_after_eight_hours()
    {
        await using var app = await SampleApp.StartAsync();
        var browser = await app.BrowserOfAsync("adam");
        foreach (var _ in Enumerable.Range(0, 19))
        {
            await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromMinutes(25));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
        }

        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser));
    }

    [Fact]
    public async Task An_unused_session_expires_after_30_minutes()
    {
        await using var app = await SampleApp.StartAsync();
        var browser = await app.BrowserOfAsync("adam");

        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        var (browser, thief) = (await _app.BrowserOfAsync("adam"), await _app.BrowserOfAsync("adam"));
        var stolen = browser.Cookies.Single().Value;

        using var answer = await browser.SubmitAsync(await browser.FormAsync("/api/docs", "form[action='/sign-out']"));
        var after = new Browser(_app.Emulator.Address, $"session={stolen}");

        Assert.Equal((HttpStatusCode.SeeOther, "/signed-out"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(after));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(thief));
    }

    [Fact]
    public async Task A_person_can_be_signed_out_everywhere()
    {
        var (one, other) = (await _app.BrowserOfAsync("adam"), await _app.BrowserOfAsync("adam"));

        await Sessions.EndAllAsync(UserId.From("adam"), CancellationToken.None);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await StatusAsync(one), await StatusAsync(other)));
    }

    [Theory]
    [InlineData("session=x")]
    [InlineData("session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("__Host-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_forged_session_identifies_nobody(string cookie) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new Browser(_app.Emulator.Address, cookie)));

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task A_form_sent_by_another_site_is_refused_even_with_a_valid_token(string site)
    {
        var made = _app.Work.Made;
        var browser = await _app.BrowserOfAsync("adam");
        var token = (await browser.FormAsync("/api/docs")).QuerySelector("input[type=hidden]")!;

        using var answer = await browser.PostAsync("/sample/form", [new(token.GetAttribute("name")!, token.GetAttribute("value")!)], site);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(made, _app.Work.Made);
    }

    [Fact]
    public async Task A_form_with_the_token_of_another_session_is_refused()
    {
        var made = _app.Work.Made;
        var (own, other) = (await _app.BrowserOfAsync("adam"), await _app.BrowserOfAsync("adam"));
        var (ownForm, otherForm) = (await own.FormAsync("/api/docs"), await other.FormAsync("/api/docs"));
        Task<HttpResponseMessage> SendAsync(AngleSharp.Html.Dom.IHtmlFormElement form) =>
            own.PostAsync("/sample/form", form.QuerySelectorAll("input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)));

        using var without = await own.PostAsync("/sample/form", []);
        using var others = await SendAsync(otherForm);
        using var right = await SendAsync(ownForm);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.SeeOther], new[] { without, others, right }.Select(answer => answer.StatusCode));
        Assert.Equal(made + 1, _app.Work.Made);
    }

    [Fact]
    public async Task A_visitor_without_a_session_is_sent_to_sign_in_and_back()
    {
        await using var app = await SampleApp.StartWithoutIssuerAsync();
        using var answer = await app.Http.GetAsync("/my/approvals?x=1");

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?return=%2Fmy%2Fapprovals%3Fx%3D1"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser)
    {
        using var answer = await browser.GetAsync("/api/sample/who");
        return answer.StatusCode;
    }
}
