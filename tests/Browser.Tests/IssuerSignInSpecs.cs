using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>With an issuer, people sign in there and return to the requested page.</summary>
public sealed class IssuerSignInSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    private OidcIssuer _issuer = null!; // Set by StartAsync.

    [Fact]
    public async Task A_visitor_who_opens_a_task_signs_in_at_the_issuer_and_sees_the_task()
    {
        var number = await App.RequestAsync(SmallOrganization.Root);
        var window = await OpenAtIssuerAsync("mia", "max");

        // A high-risk task is neither shown nor decided by a link alone.
        await window.FollowAsync(new($"{(await App.MailsOf("mia").LastAsync()).SignedLink}?d=approve"));
        await Expect(window.Heading).ToHaveTextAsync("Sign in to continue");
        await window.Link("Sign in to decide").ClickAsync();
        await new SignInPage(window).PickAccountAsync("mia");

        await Expect(window.Heading).ToContainTextAsync("Ada Lovelace");
        await Expect(window.Page.GetByText("Mia Manager").First).ToBeVisibleAsync();
        await Expect(window.Page.Locator("#chosen")).ToHaveTextAsync("Nothing is decided yet. Select Approve to confirm.");
        await new TaskDetails(window).DecideAsync("Approve");
        await Expect(window.Status).ToContainTextAsync($"Task #{number} is approved.");
    }

    [Fact]
    public async Task A_person_missing_in_the_directory_gets_a_clear_message()
    {
        var window = await OpenAtIssuerAsync("stranger");

        await window.GoAsync("/");
        await new SignInPage(window).PickAccountAsync("stranger");

        await Expect(window.Page.GetByText("403")).ToBeVisibleAsync();
        await Expect(window.Button("Sign out")).ToHaveCountAsync(0);
    }

    protected override async Task<TheApp> StartAsync()
    {
        _issuer = await OidcIssuer.StartAsync();
        var app = await TheApp.StartAsync(_issuer);
        await app.ImportAsync(SmallOrganization.Import);
        return app;
    }

    protected override async ValueTask StoppedAsync() => await _issuer.DisposeAsync();

    private async Task<Window> OpenAtIssuerAsync(params string[] accounts)
    {
        _issuer.Offer(App.Emulator.Address, App.Now, accounts);
        var window = await OpenAsync();
        window.Watch.Expect(new Uri(_issuer.Address));
        return window;
    }
}
