using System.Net;
using AccessReview.App.SignIn;
using AccessReview.Domain.Directory;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AccessReview.App.Tests.Drivers;

/// <summary>A page as received by a browser.</summary>
public sealed record Shown(HttpStatusCode Status, Uri Address, IHtmlDocument Document, HttpResponseMessage Response)
{
    public string Text => Document.Body!.TextContent; // A parsed page has a body.

    public IReadOnlyList<IHtmlFormElement> Forms => [.. Document.QuerySelectorAll<IHtmlFormElement>("form")];

    /// <summary>The form of the page that changes something.</summary>
    public IHtmlFormElement Form(string actionEnds) =>
        Forms.First(form => form.GetAttribute("method") == "post" && form.GetAttribute("action")!.EndsWith(actionEnds, StringComparison.Ordinal)); // All our pages have one.

    /// <summary>The labelled values of a section, with white space as displayed.</summary>
    public IReadOnlyDictionary<string, string> Facts(string section) => Document.QuerySelectorAll($"section[aria-labelledby={section}] dt").ToDictionary(
        label => label.TextContent, label => string.Join(' ', label.NextElementSibling!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))); // Every label has its value.

    /// <summary>The list line that links to a task.</summary>
    public IElement? Line(int number) => Document.QuerySelectorAll("tbody tr").FirstOrDefault(row => row.QuerySelector($"a[href='/tasks/{number}']") is not null);

    /// <summary>The badge of a menu entry.</summary>
    public int Badge(string heading) =>
        int.Parse(
            Document.QuerySelectorAll("nav[aria-label='My work'] a").First(link => link.TextContent.StartsWith(heading, StringComparison.Ordinal)).QuerySelector(".badge")!.FirstChild!.TextContent,
            System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A signed-in person, who follows links and sends forms.</summary>
public sealed class Visitor
{
    private readonly Browser _browser;

    private Visitor(Browser browser) => _browser = browser;

    public static async Task<Visitor> SignInAsync(TheApp app, string user) =>
        new(new Browser(app.Emulator.Address, $"session={await app.Get<Sessions>().StartAsync(UserId.From(user), CancellationToken.None)}"));

    /// <summary>A visitor who has not signed in.</summary>
    public static Visitor Anonymous(TheApp app) => new(new Browser(app.Emulator.Address));

    public async Task<Shown> GetAsync(string path) => await ShowAsync(await _browser.GetAsync(path));

    /// <summary>With a browser that prefers a language.</summary>
    public async Task<Shown> GetAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        return await ShowAsync(await _browser.SendAsync(request));
    }

    /// <summary>Presses a button of a form and follows the redirect.</summary>
    /// <param name="form">The form with its current field values.</param>
    /// <param name="button">The button's text; null: the form's only one.</param>
    /// <param name="fields">Values that are typed or ticked.</param>
    public async Task<Shown> SendAsync(IHtmlFormElement form, string? button = null, params (string Name, string Value)[] fields) =>
        await LandAsync(await PostAsync(form, button, fields));

    /// <summary>Chooses files in a form, sends it and follows the redirect.</summary>
    public Task<Shown> UploadAsync(IHtmlFormElement form, params (string Name, byte[] Content)[] files) => UploadAsync(form, null, files);

    /// <summary>Chooses files in a form, presses one of its buttons and follows the redirect.</summary>
    /// <param name="form">The form.</param>
    /// <param name="button">The button's name; null: the first one, which has none.</param>
    /// <param name="files">The files by field.</param>
    public async Task<Shown> UploadAsync(IHtmlFormElement form, string? button, params (string Name, byte[] Content)[] files)
    {
        using var sent = new MultipartFormDataContent();
        if (button is not null)
            sent.Add(new StringContent("yes"), button);
        foreach (var (name, value) in Browser.FieldsOf(form))
            sent.Add(new StringContent(value), name);
        foreach (var (name, content) in files)
            sent.Add(new ByteArrayContent(content), name, $"{name}.csv");
        return await LandAsync(await _browser.PostAsync(form.GetAttribute("action")!, sent)); // All our pages have one.
    }

    /// <summary>Sends a form and returns the answer without following a redirect.</summary>
    public Task<HttpResponseMessage> PostAsync(IHtmlFormElement form, string? button, (string Name, string Value)[] fields, bool withToken = true, string site = "same-origin")
    {
        var sent = Browser.FieldsOf(form).Where(field => !fields.Any(typed => typed.Name == field.Key) && (withToken || !field.Key.StartsWith("__", StringComparison.Ordinal))).ToList();
        sent.AddRange(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (button is not null)
        {
            var pressed = form.QuerySelectorAll<IHtmlButtonElement>("button").First(candidate => candidate.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
            sent.Add(KeyValuePair.Create(pressed.Name!, pressed.Value));
        }

        return _browser.PostAsync(form.GetAttribute("action")!, sent, site, origin: null);
    }

    /// <summary>Sends arbitrary fields and returns the answer.</summary>
    public Task<HttpResponseMessage> PostFieldsAsync(string action, IEnumerable<KeyValuePair<string, string>> fields) => _browser.PostAsync(action, fields, origin: null);

    /// <summary>Sends an arbitrary body and returns the answer.</summary>
    public Task<HttpResponseMessage> PostBodyAsync(string action, string type, string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return _browser.PostAsync(action, content, origin: null);
    }

    private async Task<Shown> LandAsync(HttpResponseMessage response) => await ShowAsync(await _browser.LandAsync(response));

    private static async Task<Shown> ShowAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.RequestMessage!.RequestUri!, await Browser.DocumentOfAsync(response), response); // Set by the client that sent it.
}
