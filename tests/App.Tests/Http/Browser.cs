using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AccessReview.App.Tests.Http;

/// <summary>A browser: keeps cookies, sends forms as it was given them and says where they come from.</summary>
public sealed class Browser(SampleApp app, string? cookie = null)
{
    private readonly CookieContainer _cookies = Jar(app, cookie);

    public IEnumerable<Cookie> Cookies => _cookies.GetCookies(app.Emulator.Address);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<IHtmlFormElement> FormAsync(string path, string form = "form")
    {
        using var response = await GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();
        return (await new HtmlParser().ParseDocumentAsync(html)).QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"{response.StatusCode}: {html}");
    }

    public Task<HttpResponseMessage> SubmitAsync(IHtmlFormElement form, params (string Name, string Value)[] fields)
    {
        var sent = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(input => input.Name ?? "", input => input.Value);
        foreach (var (name, value) in fields)
            sent[name] = value;
        return PostAsync(form.GetAttribute("action") ?? "", sent);
    }

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string site = "same-origin")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.TryAddWithoutValidation("Origin", "null");
        return SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = app.Emulator.Address };
        return await client.SendAsync(request);
    }

    private static CookieContainer Jar(SampleApp app, string? cookie)
    {
        var jar = new CookieContainer();
        if (cookie is not null)
            jar.SetCookies(app.Emulator.Address, cookie);
        return jar;
    }
}
