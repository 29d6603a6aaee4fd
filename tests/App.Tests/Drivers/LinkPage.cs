using System.Net;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The page of a signed link, used like a person.</summary>
public sealed class LinkPage(TheApp app, Uri link)
{
    private readonly Browser _browser = new(app.Emulator.Address);

    public async Task<(HttpStatusCode Status, string Html)> ReadAsync()
    {
        using var response = await _browser.FollowAsync(link);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpStatusCode> HeadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, link.PathAndQuery);
        using var response = await _browser.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Presses a button of the page and follows the redirect to the page with the result.</summary>
    public async Task<(HttpStatusCode Status, string Html)> DecideAsync(string decision, string? reason = null)
    {
        using var page = await _browser.FollowAsync(link);
        var form = await Browser.FormOfAsync(page, "form:has([name=decision])");
        var fields = Browser.HiddenFieldsOf(form);
        fields["decision"] = decision;
        if (reason is not null)
            fields["reason"] = reason;
        var sent = await _browser.PostAsync(form.GetAttribute("action") ?? link.PathAndQuery, fields, origin: app.Emulator.Address.GetLeftPart(UriPartial.Authority));
        using var landed = await _browser.LandAsync(sent);
        return (landed.StatusCode, await landed.Content.ReadAsStringAsync());
    }
}
