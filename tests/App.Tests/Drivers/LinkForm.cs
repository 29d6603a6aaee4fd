using System.Net;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The form on a signed link's page. It can be sent as a browser does, and in invalid ways.</summary>
public sealed class LinkForm
{
    private readonly Browser _browser;
    private readonly Uri _link;
    private readonly Dictionary<string, string> _fields;

    private LinkForm(Browser browser, Uri link, Dictionary<string, string> fields) => (_browser, _link, _fields) = (browser, link, fields);

    /// <summary>Opens the link in a new browser with its own cookies.</summary>
    public static async Task<LinkForm> OpenAsync(TheApp app, Uri link)
    {
        var browser = new Browser(app.Emulator.Address);
        using var page = await browser.FollowAsync(link);
        return new LinkForm(browser, link, Browser.HiddenFieldsOf(await Browser.FormOfAsync(page, "#decide form, form#decide")));
    }

    public Task<(HttpStatusCode Status, string Html)> SendAsync(
        string decision, string? reason = null, string? site = "same-origin", string? origin = null, bool withToken = true) =>
        SendAsync(_link, decision, reason, site, origin, withToken);

    /// <summary>Sends this form to another link.</summary>
    public Task<(HttpStatusCode Status, string Html)> SendToAsync(Uri link, string decision) => SendAsync(link, decision, null, "same-origin", null, true);

    private async Task<(HttpStatusCode Status, string Html)> SendAsync(Uri link, string decision, string? reason, string? site, string? origin, bool withToken)
    {
        var fields = withToken ? _fields.ToDictionary() : [];
        fields["decision"] = decision;
        fields["reason"] = reason ?? "";
        using var landed = await _browser.LandAsync(await _browser.PostAsync(link.AbsolutePath, fields, site, origin));
        return (landed.StatusCode, await landed.Content.ReadAsStringAsync());
    }
}
