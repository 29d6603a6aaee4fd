using AccessReview.App.Tests.Drivers;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Without an issuer people sign in by mailed links.</summary>
public sealed class SignInSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    protected override async Task<TheApp> StartAsync()
    {
        var app = await TheApp.StartAsync(settings: ["SampleOrganization=on", "Site:OutboxUrl=/emulator/outbox", "SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds="]);
        await app.RestAsync();
        return app;
    }

    [Fact]
    public async Task A_mailed_link_signs_in_to_the_requested_page_and_the_button_signs_out()
    {
        var window = await OpenAsync();
        await window.GoAsync("/my/certifications");
        await Expect(window.Heading).ToHaveTextAsync("Sign in");

        await new SignInPage(window).RequestLinkAsync("amara.okafor@lindqvist.example");
        await Expect(window.Heading).ToHaveTextAsync("Check your email");
        var mail = (await new Mailbox(App, "amara.okafor@lindqvist.example").AllAsync()).Last(mail => mail.Links.Any(IsSignIn));
        await window.FollowAsync(new Uri(mail.Links.First(IsSignIn)));
        await window.Button("Sign in").ClickAsync();

        await Expect(window.Heading).ToHaveTextAsync("Certifications");
        Assert.Equal("/my/certifications", window.Path);
        await window.SignOutAsync();
        await Expect(window.Heading).ToHaveTextAsync("You are signed out");
        await window.GoAsync("/");
        await Expect(window.Heading).ToHaveTextAsync("Sign in");
        await window.FollowAsync(new Uri(mail.Links.First(IsSignIn)));
        await Expect(window.Heading).ToHaveTextAsync("This link no longer works");
    }

    [Fact]
    public async Task A_click_on_a_sample_person_signs_in_to_the_requested_page()
    {
        var window = await OpenAsync();
        await window.GoAsync("/my/certifications");

        await window.Button("Sign in as Lucas Ferreira").ClickAsync();

        await Expect(window.Heading).ToContainTextAsync("Certifications");
        Assert.Equal("/my/certifications", window.Path);
    }

    [Fact]
    public async Task The_sign_in_pages_are_accessible_wide_and_narrow_in_light_and_dark()
    {
        var window = await OpenAsync();
        await window.GoAsync("/sign-in");
        await Inspection.PassesAsync(window, "sign-in");
        await new SignInPage(window).RequestLinkAsync("wei.zhang@lindqvist.example");
        await Inspection.PassesAsync(window, "sign-in-asked");
        var mail = (await new Mailbox(App, "wei.zhang@lindqvist.example").AllAsync()).Last(mail => mail.Links.Any(IsSignIn));
        await window.FollowAsync(new Uri(mail.Links.First(IsSignIn)));
        await Inspection.PassesAsync(window, "sign-in-link");
        await window.Button("Sign in").ClickAsync();
        await window.FollowAsync(new Uri(mail.Links.First(IsSignIn)));
        await Inspection.PassesAsync(window, "sign-in-used");
    }

    private static bool IsSignIn(string link) => link.Contains("/sign-in/", StringComparison.Ordinal);
}
