using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>The page of one task and its actions.</summary>
public sealed class TaskDetailsSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task The_task_page_shows_context_workflow_and_comments()
    {
        var number = await App.RequestAsync(SmallOrganization.Root, "I rotate the keys");
        var window = await OpenAsAsync("mia");
        var details = new TaskDetails(window);

        await details.OpenAsync(number);
        await Expect(details.Part("Details of the access")).ToContainTextAsync("I rotate the keys");
        await Expect(details.Part("Task details").Locator("[aria-current=step]")).ToContainTextAsync("You");
        await details.CommentAsync("Which keys?");

        await Expect(window.Status).ToContainTextAsync($"Your comment was added to task #{number}.");
        await Expect(details.Part("Comments")).ToContainTextAsync("Which keys?");
    }

    [Fact]
    public async Task A_reassigned_task_is_opened_from_the_new_assignees_mail()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader);
        var window = await OpenAsAsync("mia");
        var list = new TaskList(window);
        var page = new ReassignPage(window);
        await list.OpenAsync("approvals");

        await list.ChooseAsync(number, "Reassign to…");
        await page.SearchAsync("max");
        await page.ReassignAsync("Max Major", "I am on leave");

        await Expect(window.Status).ToContainTextAsync($"Task #{number} is reassigned.");
        await Expect(list.Badge("Approvals")).ToContainTextAsync("0");
        var his = await OpenAsync();
        await his.FollowAsync((await App.MailsOf("max").LastAsync()).SignedLink);
        await Expect(his.Heading).ToContainTextAsync("Ada Lovelace");
        await his.Button("Approve").ClickAsync();
        await Expect(his.Heading).ToHaveTextAsync("You approved the request");
    }

    [Fact]
    public async Task A_failed_task_can_be_retried_on_its_page()
    {
        await App.As("mia").DecideAsync(await App.RequestAsync(SmallOrganization.Reader), "approve");
        var number = (await App.As("olga").MyTasksAsync("&kind=provisioning"))[0].GetProperty("number").GetInt32();
        var window = await OpenAsAsync("olga");
        var details = new TaskDetails(window);
        await details.OpenAsync(number);
        await details.DecideAsync("Mark errored", "No licence left");
        await Expect(window.Status).ToBeVisibleAsync();

        await details.Part("Decision").Locator("[name=reason]:visible").FillAsync("Bought one");
        await window.Button("Try again").ClickAsync();

        await Expect(window.Status).ToContainTextAsync($"A new task was opened to retry task #{number}");
        await App.RestAsync();
        await window.GoAsync("/");
        await Expect(new TaskList(window).Badge("Provisioning")).ToContainTextAsync("1");
    }
}
