using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>From the email to the decision on a phone.</summary>
public sealed class PhoneSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    private static readonly Look Phone = new("phone-390", 390, 844, ColorScheme.Light);

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
