using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>The page to reassign a task.</summary>
public sealed class ReassignPage(Window window)
{
    public async Task SearchAsync(string name)
    {
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync(name);
        await window.Button("Search").ClickAsync();
    }

    public async Task ReassignAsync(string to, string reason)
    {
        await window.Page.GetByRole(AriaRole.Radio, new() { Name = to }).CheckAsync();
        await window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Reason" }).FillAsync(reason);
        await window.Button("Reassign").ClickAsync();
    }
}
