using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>The button that undoes a decision until it takes effect.</summary>
public sealed class UndoSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    protected override Task<TheApp> StartAsync() => TheApp.StartWithAsync(SmallOrganization.Import, "Tasks:UndoFor=00:00:30");

    [Fact]
    public async Task Every_page_that_offers_to_undo_is_accessible_and_fits_a_phone()
    {
        var (number, other) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var link = (await App.MailsOf("olga").AllAsync()).Single(mail => mail.Text.Contains("Reader", StringComparison.Ordinal)).SignedLink;
        var (window, mail) = (await OpenAsAsync("olga"), await OpenAsync());
        var list = new TaskList(window);
        await list.OpenAsync("certifications");
        await list.DecideAsync(number, "Certify");
        await Expect(window.Button("Undo")).ToBeVisibleAsync();
        await Inspection.PassesAsync(window, "undo-list");

        await window.GoAsync("/my/certifications");
        await list.SelectAsync(other);
        await window.GoAsync($"/tasks/{number}");
        await Inspection.PassesAsync(window, "undo-details");
        await App.RestAsync();
        await window.GoAsync("/my/certifications/completed");
        await Inspection.PassesAsync(window, "undo-completed");
        await mail.FollowAsync(link);
        await Inspection.PassesAsync(mail, "undo-link");
    }

    [Fact]
    public async Task The_time_left_is_counted_down()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga");
        await window.Page.Clock.InstallAsync();
        var list = new TaskList(window);
        await list.OpenAsync("certifications");
        await list.DecideAsync(number, "Certify");

        await Expect(window.Status).ToContainTextAsync("seconds left");
        // The page's clock also continues automatically.
        await window.Page.Clock.RunForAsync(10_000);
        await Expect(window.Page.Locator(".undo .left")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^(\d|1\d|20) seconds left$"));
        await window.Page.Clock.RunForAsync(30_000);

        await Expect(window.Button("Undo")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_decision_can_be_undone_without_scripts()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga", runsScripts: false);
        var list = new TaskList(window);
        await list.OpenAsync("certifications");
        await list.DecideAsync(number, "Certify");

        await window.Button("Undo").ClickAsync();

        await Expect(window.Status).ToContainTextAsync($"Task #{number} is open again.");
        await Expect(list.Line(number)).ToBeVisibleAsync();
    }
}
