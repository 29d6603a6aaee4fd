using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AccessReview.App.Tests.Drivers;

/// <summary>A browser that runs no script: it keeps cookies, and sends forms unchanged with their origin.</summary>
public sealed class Browser
{
    // All browsers share it, but each has its own cookies.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) });

    private readonly CookieContainer _cookies = new();
    private readonly Uri _site;

    /// <param name="site">The app's address.</param>
    /// <param name="cookies">Cookies that it has from earlier, as <c>name=value</c>.</param>
    public Browser(Uri site, params IEnumerable<string> cookies)
    {
        _site = site;
        foreach (var cookie in cookies)
            _cookies.SetCookies(site, cookie);
    }

    public IEnumerable<Cookie> Cookies => _cookies.GetCookies(_site);

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>Opens a link of a mail. Mails contain the site's public address, but the test's app listens on its own port.</summary>
    public Task<HttpResponseMessage> FollowAsync(Uri link) => GetAsync(link.PathAndQuery);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(_site, request.RequestUri!); // Every request has one.
        if (_cookies.GetCookieHeader(request.RequestUri) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        var response = await Http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                _cookies.SetCookies(request.RequestUri, cookie);
        }

        return response;
    }

    /// <summary>The first matching form of a page.</summary>
    public async Task<IHtmlFormElement> FormAsync(string path, string selector = "form")
    {
        using var response = await GetAsync(path);
        return await FormOfAsync(response, selector);
    }

    public static async Task<IHtmlFormElement> FormOfAsync(HttpResponseMessage response, string selector = "form") =>
        (await DocumentOfAsync(response)).QuerySelector<IHtmlFormElement>(selector)
        ?? throw new InvalidOperationException($"{response.StatusCode}, without {selector}: {await response.Content.ReadAsStringAsync()}");

    public static async Task<IHtmlDocument> DocumentOfAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    /// <summary>Sends a form with its hidden fields, and with what is typed.</summary>
    public Task<HttpResponseMessage> SubmitAsync(IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var sent = HiddenFieldsOf(form);
        foreach (var (name, value) in typed)
            sent[name] = value;
        return PostAsync(form.GetAttribute("action") ?? "", sent);
    }

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? site = "same-origin", string? origin = "null") =>
        PostAsync(path, new FormUrlEncodedContent(fields), site, origin);

    /// <param name="path">The target.</param>
    /// <param name="content">The body, which is disposed.</param>
    /// <param name="site">The header Sec-Fetch-Site; null: an old browser sends none.</param>
    /// <param name="origin">The header Origin; null: none.</param>
    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string? site = "same-origin", string? origin = "null")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return await SendAsync(request);
    }

    /// <summary>The page that an answer leads to, if it leads to one; otherwise the answer.</summary>
    public async Task<HttpResponseMessage> LandAsync(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Redirect))
            return response;
        using (response)
            return await GetAsync(response.Headers.Location!.OriginalString); // A redirect has one.
    }

    /// <summary>The hidden fields of a form.</summary>
    public static Dictionary<string, string> HiddenFieldsOf(IHtmlFormElement form) =>
        form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(input => input.Name ?? "", input => input.Value);

    /// <summary>All fields unchanged, including those outside the form that refer to it.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        foreach (var input in form.Owner!.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(input => input.Form == form))
        {
            if (input.Type is not ("checkbox" or "radio" or "file") || input.IsChecked)
                yield return KeyValuePair.Create(input.Name!, input.Value);
        }

        foreach (var area in form.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name]"))
            yield return KeyValuePair.Create(area.Name!, area.Value);

        foreach (var select in form.QuerySelectorAll<IHtmlSelectElement>("select[name]"))
            yield return KeyValuePair.Create(select.Name!, select.Value ?? "");
    }
}
