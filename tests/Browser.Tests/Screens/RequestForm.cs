using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>The catalogue and the request form.</summary>
public sealed class RequestForm(Window window)
{
    private readonly IPage _page = window.Page;

    public ILocator Line(string access) => _page.GetByRole(AriaRole.Row).Filter(new() { Has = window.Link(access) });

    /// <summary>The expected approvers, or the status.</summary>
    public ILocator Steps => _page.Locator(".steps li");

    public async Task FindAsync(string words)
    {
        await window.GoAsync("/requests");
        await window.Link("Request access").ClickAsync();
        // On a phone the button is in the sheet with the filters; the keyboard searches everywhere.
        await _page.GetByRole(AriaRole.Searchbox).FillAsync(words);
        await _page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
    }

    public Task ChooseAsync(string access, string button = "Request") => Line(access).GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync();

    public async Task ForAsync(string words, string name)
    {
        await _page.GetByText("Request for another person").ClickAsync();
        await _page.GetByRole(AriaRole.Searchbox).FillAsync(words);
        await window.Button("Search").ClickAsync();
        await window.Link(name).ClickAsync();
    }

    public async Task SendAsync(string reason)
    {
        await _page.GetByRole(AriaRole.Textbox, new() { Name = "Reason" }).FillAsync(reason);
        await window.Button("Send request").ClickAsync();
    }

    public async Task WithdrawAsync(string reason)
    {
        await _page.GetByText("Withdraw the request").ClickAsync();
        await _page.GetByRole(AriaRole.Textbox).FillAsync(reason);
        await window.Button("Withdraw").ClickAsync();
    }
}
