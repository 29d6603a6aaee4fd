using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>The page behind a signed link: one question, its buttons, a reason.</summary>
public sealed class DecisionPage(Window window)
{
    public ILocator Reason => window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Reason" });

    public Task FollowAsync(Uri link) => window.FollowAsync(link);

    public async Task DecideAsync(string decision, string? reason = null)
    {
        if (reason is not null)
            await Reason.FillAsync(reason);
        await window.Button(decision).ClickAsync();
    }
}
