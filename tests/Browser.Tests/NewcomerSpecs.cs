using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>A user's first minutes: the run command of the README in an empty folder, then only what the pages say.</summary>
public sealed class NewcomerSpecs(Chromium chromium)
{
    private const int MaxReloads = 1_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_an_empty_folder_the_pages_alone_lead_to_the_first_decision(bool runsScripts)
    {
        await using var first = await FirstStart.BeginAsync();
        await using var context = await chromium.NewContextAsync(new() { BaseURL = first.Address.ToString(), Locale = "en-GB", JavaScriptEnabled = runsScripts });
        var watch = new Watch(context, first.Address);
        var page = await context.NewPageAsync();

        // The first page knows nobody, so it offers people to try the app with.
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Try it on this machine" })).ToBeVisibleAsync();
        var reviewer = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Reviewer" }).GetByRole(AriaRole.Button);
        await reviewer.ClickAsync();

        // Home says what waits; the list shows evidence; one button decides.
        await page.GetByRole(AriaRole.Link, new() { Name = "Certifications" }).First.ClickAsync();
        var rows = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Certify" }) });
        var row = rows.Filter(new() { HasText = "Low" }).First;
        await UntilThereAsync(page, row);
        await Expect(row).ToContainTextAsync("ast used");
        await row.GetByRole(AriaRole.Button, new() { Name = "Certify" }).First.ClickAsync();

        await Expect(page.Locator(".note[role=status]")).ToContainTextAsync("You certified ");
        Assert.Empty(watch.Complaints);
    }

    /// <summary>The tasks of the sample organization are opened moments after its people are known.</summary>
    private static async Task UntilThereAsync(IPage page, ILocator row)
    {
        for (var reload = 0; reload < MaxReloads && await row.CountAsync() == 0; reload++)
            await page.ReloadAsync();
    }
}
