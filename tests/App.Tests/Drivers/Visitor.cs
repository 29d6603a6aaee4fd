using System.Net;
using AccessReview.App.SignIn;
using AccessReview.Domain.Directory;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AccessReview.App.Tests.Drivers;

/// <summary>A page as a browser got it.</summary>
public sealed record Shown(HttpStatusCode Status, Uri Address, IHtmlDocument Document, HttpResponseMessage Response)
{
    public string Text => Document.Body!.TextContent; // A parsed page has a body.

    public IReadOnlyList<IHtmlFormElement> Forms => [.. Document.QuerySelectorAll<IHtmlFormElement>("form")];

    /// <summary>The form that changes something there.</summary>
    public IHtmlFormElement Form(string actionEnds) =>
        Forms.First(form => form.GetAttribute("method") == "post" && form.GetAttribute("action")!.EndsWith(actionEnds, StringComparison.Ordinal)); // Ours all have one.

    /// <summary>What a section says of its subject, by label; white space as it is shown.</summary>
    public IReadOnlyDictionary<string, string> Facts(string section) => Document.QuerySelectorAll($"section[aria-labelledby={section}] dt").ToDictionary(
        label => label.TextContent, label => string.Join(' ', label.NextElementSibling!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))); // Every label has its value.

    /// <summary>The line of a list that links to a task.</summary>
    public IElement? Line(int number) => Document.QuerySelectorAll("tbody tr").FirstOrDefault(row => row.QuerySelector($"a[href='/tasks/{number}']") is not null);

    /// <summary>The number beside an entry of the menu.</summary>
    public int Badge(string heading) =>
        int.Parse(
            Document.QuerySelectorAll("nav[aria-label='My work'] a").First(link => link.TextContent.StartsWith(heading, StringComparison.Ordinal)).QuerySelector(".badge")!.FirstChild!.TextContent,
            System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Somebody who has signed in to the pages, with a browser that runs no script: it follows links and sends forms.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    private Visitor(HttpClient http) => _http = http;

    public static async Task<Visitor> SignInAsync(TheApp app, string user)
    {
        var cookies = new CookieContainer();
        cookies.Add(app.Emulator.Address, new Cookie("session", await app.Get<Sessions>().StartAsync(UserId.From(user), CancellationToken.None)));
        return new Visitor(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = app.Emulator.Address });
    }

    /// <summary>Somebody who has not signed in.</summary>
    public static Visitor Anonymous(TheApp app) =>
        new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = app.Emulator.Address });

    public async Task<Shown> GetAsync(string path) => await ShowAsync(await _http.GetAsync(path));

    /// <summary>With a browser that prefers a language.</summary>
    public async Task<Shown> GetAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        return await ShowAsync(await _http.SendAsync(request));
    }

    /// <summary>Presses a button of a form, and lands where the answer leads.</summary>
    /// <param name="form">The form with what stands in its fields.</param>
    /// <param name="button">The button's text; null: the form's only one.</param>
    /// <param name="fields">What is typed or ticked.</param>
    public async Task<Shown> SendAsync(IHtmlFormElement form, string? button = null, params (string Name, string Value)[] fields) =>
        await FollowAsync(await PostAsync(form, button, fields));

    /// <summary>Chooses files in a form, sends it and lands where the answer leads.</summary>
    public async Task<Shown> UploadAsync(IHtmlFormElement form, params (string Name, byte[] Content)[] files)
    {
        using var sent = new MultipartFormDataContent();
        foreach (var (name, value) in FieldsOf(form))
            sent.Add(new StringContent(value), name);
        foreach (var (name, content) in files)
            sent.Add(new ByteArrayContent(content), name, $"{name}.csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = sent };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await FollowAsync(await _http.SendAsync(request));
    }

    /// <summary>The bare answer to a form.</summary>
    public async Task<HttpResponseMessage> PostAsync(IHtmlFormElement form, string? button, (string Name, string Value)[] fields, bool withToken = true, string site = "same-origin")
    {
        var sent = FieldsOf(form).Where(field => !fields.Any(typed => typed.Name == field.Key) && (withToken || !field.Key.StartsWith("__", StringComparison.Ordinal))).ToList();
        sent.AddRange(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (button is not null)
        {
            var pressed = form.QuerySelectorAll<IHtmlButtonElement>("button").First(candidate => candidate.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
            sent.Add(KeyValuePair.Create(pressed.Name!, pressed.Value));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = new FormUrlEncodedContent(sent) };
        request.Headers.Add("Sec-Fetch-Site", site);
        return await _http.SendAsync(request);
    }

    /// <summary>The bare answer to fields that no form has put together.</summary>
    public Task<HttpResponseMessage> PostFieldsAsync(string action, IEnumerable<KeyValuePair<string, string>> fields) => PostAsync(action, new FormUrlEncodedContent(fields));

    /// <summary>The bare answer to a body of any kind.</summary>
    public Task<HttpResponseMessage> PostBodyAsync(string action, string type, string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return PostAsync(action, content);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string action, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await _http.SendAsync(request);
    }

    private async Task<Shown> FollowAsync(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.SeeOther ? await GetAsync(response.Headers.Location!.OriginalString) : await ShowAsync(response);

    private static async Task<Shown> ShowAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.RequestMessage!.RequestUri!, await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync()), response);

    /// <summary>Also those that stand elsewhere on the page and name the form.</summary>
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
