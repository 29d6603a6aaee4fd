using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Printed pages: all text, and no controls.</summary>
public sealed class PrintSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task The_task_page_prints_as_a_record()
    {
        var number = await App.RequestAsync(SmallOrganization.Root, "I rotate the keys");
        var window = await OpenAsAsync("mia");
        var details = new TaskDetails(window);
        await details.OpenAsync(number);
        await Expect(window.Button("Approve")).ToBeVisibleAsync();

        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Expect(details.Part("Details of the access")).ToBeVisibleAsync();
        await Expect(details.Part("Task details").Locator("[aria-current=step]")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("button:visible, nav:visible, textarea:visible, input:visible")).ToHaveCountAsync(0);
        Assert.NotEmpty(await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Checkout.PathOf("tests", "artifacts", "screenshots", "task-printed.png"), FullPage = true }));
    }

    [Fact]
    public async Task A_list_prints_its_lines_without_controls()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await list.OpenAsync("certifications");

        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Expect(list.Line(number)).ToBeVisibleAsync();
        await Expect(window.Page.Locator("button:visible, nav:visible, input:visible")).ToHaveCountAsync(0);
    }
}
