using System.Diagnostics;
using AccessReview.App.Tests.Drivers;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Every page there is, by everybody's eyes: see <see cref="Inspection"/>. The pages of signing in by mail are at <see cref="SignInSpecs"/>.</summary>
public sealed class EveryPageSpecs(Chromium chromium, Gallery gallery) : IClassFixture<Gallery>, IAsyncLifetime
{
    private Window _window = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync()
    {
        _window = await Window.OpenAsync(chromium, gallery.App);
        await _window.RememberAsync(Gallery.Reviewer);
    }

    public async ValueTask DisposeAsync()
    {
        await _window.DisposeAsync();
        Assert.Empty(_window.Watch.Complaints);
    }

    [Theory]
    [InlineData("my-work")]
    [InlineData("my-work-empty")]
    [InlineData("certifications")]
    [InlineData("certifications-decided")]
    [InlineData("certifications-refused")]
    [InlineData("certifications-keys")]
    [InlineData("certifications-completed")]
    [InlineData("certifications-empty")]
    [InlineData("approvals")]
    [InlineData("approvals-of-an-app")]
    [InlineData("revocations")]
    [InlineData("provisioning")]
    [InlineData("deprovisioning")]
    [InlineData("task")]
    [InlineData("task-refused")]
    [InlineData("task-closed")]
    [InlineData("task-for-admin")]
    [InlineData("reassign")]
    [InlineData("reassign-search")]
    [InlineData("link")]
    [InlineData("link-refused")]
    [InlineData("link-done")]
    [InlineData("link-used")]
    [InlineData("link-nonsense")]
    [InlineData("not-there")]
    [InlineData("api")]
    [InlineData("signed-out")]
    public async Task It_is_accessible_wide_and_narrow_in_light_and_dark(string page)
    {
        await GoAsync(page);

        await Inspection.PassesAsync(_window, page);
    }

    [Fact]
    public async Task The_readmes_picture_is_My_work()
    {
        await GoAsync("certifications");
        await Expect(new TaskList(_window).Line(gallery.Waiting)).ToBeVisibleAsync();

        // WRITE_PICTURE=1 puts it where the README shows it.
        var path = Environment.GetEnvironmentVariable("WRITE_PICTURE") == "1"
            ? Checkout.PathOf(".github", "my-work.png")
            : Checkout.PathOf("tests", "artifacts", "screenshots", "readme.png");
        var picture = await _window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path });

        Assert.NotEmpty(picture);
    }

    private Task GoAsync(string page) => page switch
    {
        "my-work" => _window.GoAsync("/"),
        "my-work-empty" => GoAsAsync(Gallery.Idle, "/"),
        "certifications" => _window.GoAsync("/my/certifications"),
        "certifications-decided" => _window.GoAsync($"/my/certifications?done=certify&task={gallery.Decided}"),
        "certifications-refused" => RefuseListAsync(),
        "certifications-keys" => ShowKeysAsync(),
        "certifications-completed" => _window.GoAsync("/my/certifications/completed"),
        "certifications-empty" => GoAsAsync(Gallery.Idle, "/my/certifications"),
        "approvals" => _window.GoAsync("/my/approvals"),
        "approvals-of-an-app" => _window.GoAsync("/my/approvals?app=payroll"),
        "revocations" => _window.GoAsync("/my/revocations"),
        "provisioning" => _window.GoAsync("/my/provisioning"),
        "deprovisioning" => _window.GoAsync("/my/deprovisioning"),
        "task" => _window.GoAsync($"/tasks/{gallery.Waiting}"),
        "task-refused" => RefuseTaskAsync(),
        "task-closed" => _window.GoAsync($"/tasks/{gallery.Decided}"),
        "task-for-admin" => GoAsAsync(Gallery.Admin, $"/tasks/{gallery.Waiting}"),
        "reassign" => _window.GoAsync($"/tasks/{gallery.Waiting}/reassign"),
        "reassign-search" => _window.GoAsync($"/tasks/{gallery.Waiting}/reassign?people=a"),
        "link" => FollowAsync("Henrik Aalto"),
        "link-refused" => RefuseLinkAsync(),
        "link-done" => DecideByLinkAsync("samuel.adeyemi", "Samuel Adeyemi"),
        "link-used" => UseLinkAgainAsync(),
        "link-nonsense" => _window.GoAsync("/r/1.local.nonsense"),
        "not-there" => _window.GoAsync("/tasks/999999"),
        "api" => _window.GoAsync("/api/docs"),
        "signed-out" => SignOutAsync(),
        _ => throw new UnreachableException(page),
    };

    private async Task GoAsAsync(string user, string path)
    {
        await _window.RememberAsync(user);
        await _window.GoAsync(path);
    }

    private async Task FollowAsync(string subject) => await _window.FollowAsync(await gallery.LinkAsync(subject));

    private async Task RefuseListAsync()
    {
        await _window.GoAsync("/my/certifications");
        await new TaskList(_window).DecideSelectedAsync("Remove", "Left the team");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task ShowKeysAsync()
    {
        await _window.GoAsync("/my/certifications");
        await _window.Page.Keyboard.PressAsync("?");
        await Expect(_window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    private async Task RefuseTaskAsync()
    {
        await new TaskDetails(_window).OpenAsync(await gallery.WaitingAsync("approval"));
        await new TaskDetails(_window).DecideAsync("Deny");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task RefuseLinkAsync()
    {
        await FollowAsync("Payroll reports");
        await new DecisionPage(_window).DecideAsync("Deny");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task<Uri> DecideByLinkAsync(string user, string name)
    {
        await gallery.OpenAsync("certification", user, "payroll/self");
        var link = await gallery.LinkAsync(name);
        await _window.FollowAsync(link);
        await new DecisionPage(_window).DecideAsync("Certify", "Needs it for work");
        await Expect(_window.Heading).ToHaveTextAsync("You certified it");
        return link;
    }

    private async Task UseLinkAgainAsync() => await _window.FollowAsync(await DecideByLinkAsync("yuki.sato", "Yuki Sato"));

    private async Task SignOutAsync()
    {
        await _window.GoAsync("/");
        await _window.Button("Sign out").ClickAsync();
        await Expect(_window.Heading).ToBeVisibleAsync();
    }
}
