using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>One task's page.</summary>
public sealed class TaskDetails(Window window)
{
    private readonly IPage _page = window.Page;

    public Task OpenAsync(int number) => window.GoAsync($"/tasks/{number}");

    public ILocator Part(string heading) => _page.GetByRole(AriaRole.Region, new() { Name = heading });

    public async Task DecideAsync(string decision, string? reason = null)
    {
        if (reason is not null)
            await Part("Decision").Locator("[name=reason]:visible").FillAsync(reason);
        await Part("Decision").GetByRole(AriaRole.Button, new() { Name = decision }).ClickAsync();
    }

    public async Task CommentAsync(string text)
    {
        await Part("Comments").GetByRole(AriaRole.Textbox).FillAsync(text);
        await Part("Comments").GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
    }
}
