using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Invalid links say why and what to do next, but never what the task was about.</summary>
public sealed class DeadLinkSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task An_expired_link_explains_itself()
    {
        await App.RequestAsync(SmallOrganization.Reader);
        var link = (await App.MailsOf("mia").LastAsync()).SignedLink;
        await App.AdvanceAsync(TimeSpan.FromDays(8));

        await SeesAsync(link, 410, "This link has expired", "Sign in to check");
    }

    [Fact]
    public async Task A_link_of_a_reassigned_task_explains_itself()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader);
        var link = (await App.MailsOf("mia").LastAsync()).SignedLink;
        using var answer = await App.As("mia").PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "olga", step = 0, reason = "She knows the app" });

        await SeesAsync(link, 410, "This task is no longer assigned to you", "Mia Manager reassigned it to Olga Owner on Monday 2 November 2026, 10:00 (Europe/Berlin).");
    }

    [Fact]
    public async Task A_link_of_a_task_decided_by_another_person_explains_itself()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var link = (await App.MailsOf("olga").LastAsync()).SignedLink;
        await App.As("otto").DecideAsync(number, "certify");

        await SeesAsync(link, 410, "This task is already decided", "Otto Owner certified the access, Monday 2 November 2026, 09:00");
    }

    [Fact]
    public async Task A_malformed_link_explains_itself() => await SeesAsync(new Uri("http://localhost/r/1.local.garbage"), 404, "This link does not work", "Open it from the email again");

    private async Task SeesAsync(Uri link, int status, string heading, string sentence)
    {
        await App.RestAsync();
        var window = await OpenAsync();

        var answer = await window.FollowAsync(link);

        Assert.Equal(status, answer.Status);
        await Expect(window.Heading).ToHaveTextAsync(heading);
        await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(sentence);
        await Expect(window.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Reader");
        await Expect(window.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link)).ToBeVisibleAsync();
    }
}
