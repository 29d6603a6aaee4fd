using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>A reviewer's open tasks, decided line by line and in bulk.</summary>
public sealed class MyWorkSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task A_decided_task_disappears_and_the_badge_is_updated_at_once()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await window.GoAsync("/");
        await window.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Certifications" }).ClickAsync();
        await Expect(list.Badge("Certifications")).ToContainTextAsync("2");

        await list.DecideAsync(first, "Certify");

        await Expect(window.Status).ToContainTextAsync($"Task #{first} is listed under Completed tasks.");
        await Expect(list.Line(first)).ToHaveCountAsync(0);
        await Expect(list.Line(second)).ToBeVisibleAsync();
        await Expect(list.Badge("Certifications")).ToContainTextAsync("1");
        await App.RestAsync();
        await window.Link("Completed tasks").ClickAsync();
        await Expect(list.Line(first)).ToContainTextAsync("You certified");
    }

    [Fact]
    public async Task Several_tasks_are_decided_together_with_one_reason()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await list.OpenAsync("certifications");

        await list.SelectAsync(first, second);
        await list.DecideSelectedAsync("Remove", "Left the team");

        await Expect(window.Status).ToContainTextAsync("2 tasks are recommended for removal.");
        await Expect(list.Badge("Certifications")).ToContainTextAsync("0");
        await App.RestAsync();
        var confirmer = new TaskList(await OpenAsAsync("otto"));
        await confirmer.OpenAsync("revocations");
        await Expect(confirmer.Badge("Revocations")).ToContainTextAsync("2");
    }

    [Fact]
    public async Task A_bulk_decision_shows_a_result_for_each_task()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader, "revocation"), await App.OpenAsync("bob", SmallOrganization.Root, "revocation"));
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await list.OpenAsync("revocations");
        await list.SelectAsync(first, second);
        await App.As("otto").DecideAsync(first, "confirm");
        await list.DecideSelectedAsync("Decline", "Needed on call");

        await Expect(window.Alert).ToContainTextAsync("1 of 2 tasks were decided.");
        await Expect(window.Alert).ToContainTextAsync($"#{first}: Another person already decided this task. Otto Owner confirmed the removal, Mon 2 Nov 2026, 09:00.");
        await Expect(window.Alert).ToContainTextAsync($"#{second}: Done.");
    }

    [Fact]
    public async Task A_bar_counts_what_is_selected_and_disappears_when_the_selection_is_cleared()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var window = await OpenAsAsync("olga");
        var (list, bar) = (new TaskList(window), window.Page.Locator(".bulk"));
        await list.OpenAsync("certifications");
        await Expect(bar).ToBeHiddenAsync();

        await list.SelectAsync(first);
        await Expect(bar).ToBeInViewportAsync();
        await Expect(window.Page.Locator("#how-many")).ToHaveTextAsync("1 selected");
        await list.SelectAsync(second);
        await Expect(window.Page.Locator("#how-many")).ToHaveTextAsync("2 selected (1 high)");
        await window.Link("Clear").ClickAsync();

        await Expect(bar).ToBeHiddenAsync();
        await Expect(list.Line(first).GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Remove_first_offers_the_field_of_the_reason()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await list.OpenAsync("certifications");

        await list.Line(number).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(list.Line(number).GetByRole(AriaRole.Textbox, new() { Name = "Reason" })).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync("Moved to sales");
        await list.Line(number).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await Expect(window.Status).ToContainTextAsync($"Task #{number} is listed under Completed tasks.");
    }

    [Fact]
    public async Task A_chosen_filter_is_applied_at_once()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await list.OpenAsync("certifications");

        await window.Page.Locator("#risk").SelectOptionAsync("high");

        await Expect(list.Line(first)).ToHaveCountAsync(0);
        await Expect(list.Line(second)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_a_decision_on_its_page_the_keys_lead_to_the_next_task()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var window = await OpenAsAsync("olga");
        var details = new TaskDetails(window);
        await details.OpenAsync(first);

        await details.DecideAsync("Certify");
        await Expect(window.Page.Locator("#next-task")).ToHaveTextAsync($"Next: #{second} (1 left)");
        await window.Page.Keyboard.PressAsync("j");

        await Expect(window.Heading).ToContainTextAsync("Root");
        Assert.Equal($"/tasks/{second}", window.Path);
    }

    [Fact]
    public async Task Approvals_can_be_filtered_by_app()
    {
        await App.ImportAsync(new
        {
            apps = new object[] { new { id = "mail", name = "Mail", ownerIds = "olga" } },
            entitlements = new object[] { new { id = "mail/box", appId = "mail", name = "Mailbox", type = "licence", risk = "low" } },
        });
        var vault = await App.RequestAsync(SmallOrganization.Reader);
        await App.As("ada").RequestAsync("mail/box");
        await App.RestAsync();
        var window = await OpenAsAsync("mia");
        var list = new TaskList(window);

        await list.OpenAsync("approvals");
        await window.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Vault" }).ClickAsync();
        await Expect(window.Heading).ToHaveTextAsync("Approvals for Vault");
        await list.DecideAsync(vault, "Approve");

        await Expect(window.Status).ToContainTextAsync($"Task #{vault} is listed under Completed tasks.");
        await Expect(window.Page.GetByText("You have no open tasks in Vault.")).ToBeVisibleAsync();
        await Expect(list.Badge("Approvals")).ToContainTextAsync("1");
    }

    [Fact]
    public async Task The_second_of_two_deciders_sees_who_decided_what_and_when()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var (olga, otto) = (await OpenAsAsync("olga"), await OpenAsAsync("otto"));
        var (hers, his) = (new TaskList(olga), new TaskDetails(otto));
        await hers.OpenAsync("certifications");
        await his.OpenAsync(number);
        await hers.DecideAsync(number, "Certify");
        await Expect(olga.Status).ToBeVisibleAsync();

        await his.DecideAsync("Remove", "Not needed");

        await Expect(otto.Alert).ToContainTextAsync("Another person already decided this task.");
        await App.RestAsync();
        await his.OpenAsync(number);
        await Expect(his.Part("History")).ToContainTextAsync("Olga Owner certified");
        await Expect(his.Part("History")).ToContainTextAsync("Mon 2 Nov 2026, 09:00");
        await Expect(his.Part("Decision").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }
}
