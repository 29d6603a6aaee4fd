using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The page behind a signed link, as a browser would use it: it keeps cookies and sends the form that it was given.</summary>
public sealed class LinkPage(TheApp app, Uri link)
{
    private readonly CookieContainer _cookies = new();

    public async Task<(HttpStatusCode Status, string Html)> LookAsync()
    {
        using var client = Browser();
        using var response = await client.GetAsync(OnThisApp());
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpStatusCode> HeadAsync()
    {
        using var client = Browser();
        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, OnThisApp()));
        return response.StatusCode;
    }

    /// <summary>Presses a button of the page; follows the redirect to the page that tells what came of it.</summary>
    public async Task<(HttpStatusCode Status, string Html)> DecideAsync(string decision, string? reason = null)
    {
        var (status, html) = await LookAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        var document = await new HtmlParser().ParseDocumentAsync(html);
        var form = document.QuerySelector<IHtmlFormElement>("form:has([name=decision])");
        Assert.True(form is not null, html);
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(input => input.Name!, input => input.Value);
        fields["decision"] = decision;
        if (reason is not null)
            fields["reason"] = reason;

        using var client = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Emulator.Address, form.GetAttribute("action") ?? OnThisApp().PathAndQuery)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Origin", app.Emulator.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await client.SendAsync(request);
        if (response.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Redirect))
            return (response.StatusCode, await response.Content.ReadAsStringAsync());

        using var landed = await client.GetAsync(new Uri(app.Emulator.Address, response.Headers.Location!));
        return (landed.StatusCode, await landed.Content.ReadAsStringAsync());
    }

    // Mails name the site's public address; the test's app listens on a port of its own.
    private Uri OnThisApp() => new(app.Emulator.Address, link.PathAndQuery);

    private HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = app.Emulator.Address };
}
