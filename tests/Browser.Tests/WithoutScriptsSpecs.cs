using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Everything works without scripts.</summary>
public sealed class WithoutScriptsSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task The_main_tasks_can_be_done_without_scripts()
    {
        var request = await App.RequestAsync(SmallOrganization.Reader);
        var (first, second, third) = (
            await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root), await App.OpenAsync("bob", SmallOrganization.Reader, "revocation"));
        var byMail = await OpenAsync(runsScripts: false);
        var page = new DecisionPage(byMail);
        await page.FollowAsync((await App.MailsOf("mia").LastAsync()).SignedLink);
        await page.DecideAsync("Approve");
        await Expect(byMail.Heading).ToHaveTextAsync("You approved the request");

        var window = await OpenAsAsync("olga", runsScripts: false);
        var (list, details) = (new TaskList(window), new TaskDetails(window));
        await list.OpenAsync("certifications");
        await list.DecideAsync(first, "Certify");
        await Expect(window.Status).ToContainTextAsync($"Task #{first} is listed under Completed tasks.");
        await window.Link("Select all on this page").ClickAsync();
        await list.DecideSelectedAsync("Remove", "Left the team");
        await Expect(window.Status).ToContainTextAsync($"Task #{second} is listed under Completed tasks.");
        await list.OpenAsync("revocations");
        await list.ChooseAsync(third, "Reassign to…");
        var reassign = new ReassignPage(window);
        await reassign.SearchAsync("max");
        await reassign.ReassignAsync("Max Major", "He asked for it");
        await Expect(window.Status).ToContainTextAsync("is reassigned");

        await App.RestAsync();
        var granting = (await App.As("olga").MyTasksAsync("&kind=provisioning"))[0].GetProperty("number").GetInt32();
        Assert.NotEqual(request, granting);
        await details.OpenAsync(granting);
        await details.CommentAsync("On it");
        await details.DecideAsync("Mark completed");
        await Expect(window.Status).ToContainTextAsync($"Task #{granting} is");
    }
}
