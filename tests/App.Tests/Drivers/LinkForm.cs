using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The form behind a signed link, to be sent as a browser would and as none would.</summary>
public sealed class LinkForm : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly Dictionary<string, string> _fields;

    private LinkForm(HttpClient http, Uri address, Dictionary<string, string> fields) => (_http, _address, _fields) = (http, address, fields);

    /// <summary>Opens the link in a browser of its own: one with its own cookies.</summary>
    public static async Task<LinkForm> OpenAsync(TheApp app, Uri link)
    {
        // The handler goes with its client.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = app.Emulator.Address };
        var address = new Uri(app.Emulator.Address, link.PathAndQuery);
        var page = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync(address));
        var fields = page.QuerySelectorAll("#decide input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        return new LinkForm(http, address, fields);
    }

    public Task<(HttpStatusCode Status, string Html)> SendAsync(
        string decision, string? reason = null, string? site = "same-origin", string? origin = null, bool withToken = true) =>
        SendAsync(_address, decision, reason, site, origin, withToken);

    /// <summary>Sends this form to another link.</summary>
    public Task<(HttpStatusCode Status, string Html)> SendToAsync(Uri link, string decision) => SendAsync(link, decision, null, "same-origin", null, true);

    private async Task<(HttpStatusCode Status, string Html)> SendAsync(Uri address, string decision, string? reason, string? site, string? origin, bool withToken)
    {
        var fields = withToken ? _fields.ToDictionary() : [];
        fields["decision"] = decision;
        fields["reason"] = reason ?? "";
        using var request = new HttpRequestMessage(HttpMethod.Post, address.AbsolutePath) { Content = new FormUrlEncodedContent(fields) };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await _http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.SeeOther)
            return (response.StatusCode, await response.Content.ReadAsStringAsync());

        using var landed = await _http.GetAsync(response.Headers.Location);
        return (landed.StatusCode, await landed.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
