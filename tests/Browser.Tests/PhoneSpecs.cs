using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>From the email to the decision on a phone.</summary>
public sealed class PhoneSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    private static readonly Look Phone = new("phone-390", 390, 844, ColorScheme.Light);

    [Fact]
    public async Task On_a_phone_a_task_is_decided_in_its_list_with_one_tap_and_the_menus_open_without_scripts()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga", Phone, runsScripts: false);
        var list = new TaskList(window);
        await list.OpenAsync("certifications");
        var certify = list.Line(number).GetByRole(AriaRole.Button, new() { Name = "Certify" });
        await Expect(certify).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.True((await certify.BoundingBoxAsync())!.Height >= 48); // It is visible.
        await Expect(window.Page.Locator("#risk")).ToBeHiddenAsync();
        await window.Button("Filters").ClickAsync();
        await Expect(window.Page.Locator("#risk")).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Link("Directory")).ToBeHiddenAsync();
        await window.Button("Menu").ClickAsync();
        await Expect(window.Link("Directory")).ToBeVisibleAsync();
        await Expect(window.Button("Sign out")).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");

        await certify.ClickAsync();

        await Expect(window.Status).ToContainTextAsync($"Task #{number} is listed under Completed tasks.");
    }

    [Fact]
    public async Task On_a_phone_the_page_of_a_task_keeps_the_decision_in_view()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga", Phone);
        await window.GoAsync($"/tasks/{number}");

        await Expect(window.Button("Certify")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(window.Page.Locator("p.evidence")).ToBeInViewportAsync();
        await Expect(window.Page.GetByText("No comments yet.")).ToBeHiddenAsync();
        await window.Page.Locator("summary", new() { HasText = "Comments" }).ClickAsync();
        await Expect(window.Page.GetByText("No comments yet.")).ToBeVisibleAsync();
        await Expect(window.Button("Certify")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task A_task_in_an_email_is_decided_with_two_taps_and_without_scrolling()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var mail = await App.MailsOf("olga").LastAsync();
        var window = await OpenAsync(Phone);
        await window.Page.SetContentAsync(mail.Html);
        var inMail = window.Page.GetByRole(AriaRole.Link, new() { Name = "Certify" });
        await Expect(inMail).ToBeInViewportAsync(new() { Ratio = 1 });

        // The first tap: the mail contains the site's public address, but this app listens on its own port.
        await window.FollowAsync(new(await inMail.GetAttributeAsync("href") ?? ""));
        await Expect(window.Button("Certify")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(window.Button("Remove")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(window.Page.Locator("main")).ToContainTextAsync("Held since");
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("() => scrollY"));
        await window.Button("Certify").ClickAsync();

        await Expect(window.Page.Locator("#question")).ToContainTextAsync("Bob Builder");
        await App.RestAsync();
        Assert.Equal("certified", (await App.As(SmallOrganization.Admin).GetAsync($"/api/v1/tasks/{number}")).GetProperty("outcome").GetString());
    }
}
