using System.Net;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AngleSharp.Html.Parser;
using Xunit;

namespace AccessReview.App.Tests.Wording;

/// <summary>The language of a page: from the directory, otherwise from the browser.</summary>
public sealed class LanguageOfReaderSpecs(LanguageOfReaderSpecs.WithAustrian shared) : IClassFixture<LanguageOfReaderSpecs.WithAustrian>
{
    private readonly TheApp _app = shared.App;

    [Theory]
    [InlineData(null, "en-GB")]
    [InlineData("de", "de-DE")]
    [InlineData("de-CH", "de-CH")]
    [InlineData("en-US,en;q=0.9", "en-US")]
    [InlineData("en;q=0.1, de;q=0.9", "de-DE")]
    [InlineData("fr, de;q=0.5, en;q=0.4", "de-DE")]
    [InlineData("fr-FR, es", "en-GB")]
    [InlineData("de;q=0, fr", "en-GB")]
    [InlineData("*", "en-GB")]
    [InlineData("", "en-GB")]
    public async Task A_visitor_without_a_known_language_gets_the_browsers_language(string? accepted, string language)
    {
        using var response = await GetAsync("/signed-out", accepted);

        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
        Assert.Equal(language, response.Content.Headers.ContentLanguage.Single());
        Assert.Equal(language[..2], page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    [Theory]
    [InlineData("de;q=2;q=x")]
    [InlineData("de;q=-1, ;;;,,,=")]
    [InlineData("../../../etc/passwd")]
    [InlineData("x-klingon, i-default, de-DE-u-co-phonebk-x-\"><script>")]
    [InlineData("en-GB@calendar=islamic, zz-ZZ-zz-ZZ-zz")]
    [InlineData("de_DE\t;q=1e309")]
    public async Task An_invalid_Accept_Language_header_is_ignored(string hostile)
    {
        foreach (var accepted in new[] { hostile, string.Concat(Enumerable.Repeat($"{hostile},", 200)) })
        {
            using var response = await GetAsync("/signed-out", accepted);
            // The web server refuses values that are not allowed in headers.
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{response.StatusCode}");
        }
    }

    [Fact]
    public async Task The_language_in_the_directory_wins_over_the_browsers_language()
    {
        var olga = await Visitor.SignInAsync(_app, "olga");
        var otto = await Visitor.SignInAsync(_app, "otto");

        Assert.Equal("Meine Aufgaben", (await olga.GetAsync("/", "en")).Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("Meine Aufgaben", (await otto.GetAsync("/", "de")).Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("My work", (await otto.GetAsync("/", "fr")).Document.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Problems_are_in_the_readers_language_on_pages_and_in_English_in_the_API()
    {
        var olga = await Visitor.SignInAsync(_app, "olga");

        var page = await olga.GetAsync("/tasks/4711");
        using var json = await _app.As("olga").Http.GetAsync("/api/v1/tasks/4711");

        Assert.Equal("Seite nicht gefunden, oder Sie haben keinen Zugriff darauf.", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("Page not found, or you do not have access to it.", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browsers_language_is_used_before_sign_in()
    {
        using var form = new FormUrlEncodedContent([]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/my/approvals/decisions") { Content = form };
        request.Headers.Add("Accept-Language", "de");
        using var client = _app.Client();
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Melden Sie sich an, um fortzufahren.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        using var client = _app.Client();
        return await client.SendAsync(request);
    }

    /// <summary>In the directory, Olga's language is German, and nobody else has a language.</summary>
    public sealed class WithAustrian : SharedApp
    {
        protected override Task PrepareAsync(TheApp app) =>
            app.ImportAsync(new { users = new object[] { new { id = "olga", email = "olga@example.test", displayName = "Olga Owner", locale = "de-AT" } } });
    }
}
