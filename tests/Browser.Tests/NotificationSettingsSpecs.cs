using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>From the footer of a mail to other notification settings.</summary>
public sealed class NotificationSettingsSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task The_footer_of_a_mail_leads_to_the_notification_settings()
    {
        await App.RequestAsync(SmallOrganization.Reader);
        var mail = await App.MailsOf("mia").LastAsync();
        var window = await OpenAsAsync("mia");

        await window.FollowAsync(new Uri(mail.Links.Single(link => link.EndsWith("/settings/notifications", StringComparison.Ordinal))));
        await Expect(window.Heading).ToHaveTextAsync("Notifications");
        await window.Page.Locator("#mail-assigned").SelectOptionAsync("off");
        await window.Page.Locator("#mail-reminder").SelectOptionAsync("digest");
        await window.Page.Locator("#digest-hour").SelectOptionAsync("17");
        await window.Button("Save").ClickAsync();

        await Expect(window.Status).ToHaveTextAsync("Saved.");
        await Expect(window.Page.Locator("#mail-assigned")).ToHaveValueAsync("off");
        await Expect(window.Page.Locator("#digest-hour")).ToHaveValueAsync("17");
        await Inspection.PassesAsync(window, "notifications-saved");
        await App.ImportAsync(new { users = new object[] { new { id = "eve", email = "eve@example.test", displayName = "Eve Online", managerId = "mia" } } });
        await App.As("eve").RequestAsync(SmallOrganization.Reader);
        Assert.Equal(1, await App.MailsOf("mia").CountAsync());
        Assert.Equal(2, (await App.As("mia").MyTasksAsync()).Count);
    }
}
